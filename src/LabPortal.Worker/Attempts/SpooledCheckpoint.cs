namespace LabPortal.Worker.Attempts;

/// <param name="File">A whole file in the attempt's scratch folder; gone once the artifact store has it.</param>
internal sealed record SpooledCheckpoint(long Step, string File, long Bytes);
