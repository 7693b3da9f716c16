namespace LabPortal.Data.Runs;

/// <summary>What an attempt shows with every write: that it is the one the run belongs to.</summary>
public sealed record AttemptLease(Guid AttemptId, Guid RunId, long Fence);
