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

    /// <summary>The same, with a reason that the run shows.</summary>
    Task<bool> CancelAsync(Guid runId, string? reason, CancellationToken cancel = default);

    /// <summary>Lets a waiting run go first (a higher number) or later.</summary>
    Task PrioritizeAsync(Guid runId, int priority, CancellationToken cancel = default);

    /// <summary>Gives a waiting run another place. What a neighbour of it has by priority, it gets too.</summary>
    /// <returns>False where it does not wait, or stands there already.</returns>
    Task<bool> MoveAsync(Guid runId, QueueMove move, CancellationToken cancel = default);

    /// <summary>Makes the schedule equal to the <see cref="QueuePlan"/>, whoever changed something: runs, rules or workers. Call it at
    /// start, every few seconds and after <see cref="Runs.Leases.ReclaimLostAsync"/>.</summary>
    Task ReconcileAsync(CancellationToken cancel = default);
}
