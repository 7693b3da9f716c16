namespace LabPortal.Data.Runs;

/// <summary>What came of a run's turn at a worker.</summary>
/// <param name="Lease">The claim; null where the worker did not get the run.</param>
/// <param name="Refusal">Why the run stays queued although its turn came, in words.</param>
public sealed record Turn(AttemptLease? Lease, string? Refusal)
{
    /// <summary>The run is not queued any more.</summary>
    public static readonly Turn Over = new(null, null);
}
