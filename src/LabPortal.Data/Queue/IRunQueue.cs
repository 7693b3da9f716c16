namespace LabPortal.Data.Queue;

/// <summary>The queue as the portal and the workers see it.</summary>
public interface IRunQueue
{
    /// <summary>Queues runs (drafts, and failed, cancelled or interrupted ones for another attempt).</summary>
    /// <exception cref="Runs.IllegalTransitionException">One of them is running or completed; none was queued.</exception>
    Task EnqueueAsync(IReadOnlyCollection<Guid> runIds, CancellationToken cancel = default);

    /// <summary>Cancels a waiting run; asks a running one to stop, which its attempt does within seconds.</summary>
    /// <returns>False where the run is over already.</returns>
    Task<bool> CancelAsync(Guid runId, CancellationToken cancel = default);

    /// <summary>Lets a waiting run go first (a higher number) or later.</summary>
    Task PrioritizeAsync(Guid runId, int priority, CancellationToken cancel = default);

    /// <summary>Gives every queued run that has lost its place in the schedule a new one: after a crash between two writes, or
    /// when a worker was killed. Call it at start and after <see cref="Runs.Leases.ReclaimLostAsync"/>.</summary>
    Task ReconcileAsync(CancellationToken cancel = default);
}
