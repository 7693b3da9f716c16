using LabPortal.Data.Runs;

namespace LabPortal.Worker.Attempts;

/// <summary>One thing that an attempt has for the database: a batch of records, a checkpoint, or its end.</summary>
internal sealed record SpoolEntry
{
    public AttemptBatch? Batch { get; init; }
    public SpooledCheckpoint? Checkpoint { get; init; }
    public SpooledEnd? End { get; init; }
}
