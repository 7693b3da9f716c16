namespace LabPortal.Data.Runs;

/// <summary>What an attempt shows with every write: that it is the one the run belongs to.</summary>
public sealed record AttemptLease(Guid AttemptId, Guid RunId, long Fence)
{
    /// <summary>The number of the GPU that a claim gave; null on the processor, and where the lease was opened by its id.</summary>
    public int? Device { get; init; }
}
