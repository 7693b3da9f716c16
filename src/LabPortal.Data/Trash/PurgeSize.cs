namespace LabPortal.Data.Trash;

/// <summary>What is, or would be, gone for good.</summary>
/// <param name="Rows">Of all tables.</param>
/// <param name="Files">Artifacts that nothing else refers to.</param>
/// <param name="Bytes">Of those files.</param>
public sealed record PurgeSize(int Experiments, int Runs, long Rows, int Files, long Bytes);
