namespace LabPortal.Training.Running;

/// <summary>A complete checkpoint on disk.</summary>
public sealed record CheckpointRecord(long Step, string Path, string Sha256, long Bytes);
