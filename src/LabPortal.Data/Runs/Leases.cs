using System.Globalization;
using LabPortal.Data.Queue;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Runs;

/// <summary>Who works on which run. A claim gives a lease; a lease that nobody renews runs out, and the run is offered again.</summary>
public sealed class Leases(IDbContextFactory<LabDbContext> contexts, TimeProvider time)
{
    /// <summary>How long a lease lives without a heartbeat; beat several times within it. A test of faults sets a shorter one for all its
    /// processes, so that it need not wait.</summary>
    public static readonly TimeSpan Duration =
        TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable("LAB_LEASE_SECONDS"), CultureInfo.InvariantCulture, out var told) && told is >= 2 and <= 3600 ? told : 30);

    /// <summary>How often a run may lose its worker between two checkpoints before it is taken to be what kills them.</summary>
    public const int MaxLosses = 5;

    private readonly LeaseWatch _watch = new(time);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Takes a queued run for a worker; null where it is not queued any more, whoever came first, or may not begin.</summary>
    public async Task<AttemptLease?> ClaimAsync(Guid runId, string worker, CancellationToken cancel = default) =>
        (await TurnAsync(runId, worker, cancel)).Lease;

    /// <summary>Takes a queued run for a worker, unless the rules of the queue or what the worker has left speak against it now: then
    /// the run stays queued, and its turn goes to another.</summary>
    public async Task<Turn> TurnAsync(Guid runId, string worker, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var run = await db.Runs.SingleOrDefaultAsync(r => r.Id == runId, cancel);
        if (run is not { State: RunState.Queued }) return Turn.Over;
        var (state, waiting) = await QueueReader.ReadOneAsync(db, runId, Now, cancel);
        if (QueuePlan.Refusal(state, waiting, worker, Now) is { } refusal) return new(null, refusal);
        var ended = await db.Attempts.Where(a => a.RunId == runId).MaxAsync(a => a.EndedAt, cancel);
        run.Start(Now);
        var attempt = new Attempt(run, worker, "{}", null, Now, Duration);
        // An interrupted run has waited since then, whenever it was queued first.
        attempt.Begin(QueuePlan.DeviceFor(state, waiting, worker), Now - (ended > run.QueuedAt ? ended.Value : run.QueuedAt ?? Now));
        db.Attempts.Add(attempt);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new(new(attempt.Id, run.Id, attempt.Fence) { Device = attempt.Device }, null);
    }

    /// <summary>The lease of an attempt that another process claimed; null where it is over or unknown.</summary>
    public async Task<AttemptLease?> OpenAsync(Guid attemptId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var attempt = await db.Attempts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == attemptId && a.EndedAt == null, cancel);
        return attempt is null ? null : new(attempt.Id, attempt.RunId, attempt.Fence);
    }

    /// <summary>Renews a lease, also one that ran out but was not taken back yet.</summary>
    public async Task<LeaseReply> HeartbeatAsync(AttemptLease lease, CancellationToken cancel = default)
    {
        await using var write = await FencedWrite.BeginRecordsAsync(contexts, lease, cancel);
        if (write is null) return default;
        write.Attempt.Renew(Now, Duration);
        await write.CommitAsync(cancel);
        return new(true, write.Run.CancelRequestedAt is not null);
    }

    /// <summary>Notes what the attempt runs on: commit, versions, device, threads, data digest.</summary>
    public async Task<bool> DescribeAsync(AttemptLease lease, string environmentJson, CancellationToken cancel = default)
    {
        await using var write = await FencedWrite.BeginRecordsAsync(contexts, lease, cancel);
        if (write is null) return false;
        write.Attempt.Describe(environmentJson);
        await write.CommitAsync(cancel);
        return true;
    }

    /// <summary>Ends an attempt and with it the run; an interrupted run is queued again. False where the lease was lost.</summary>
    public async Task<bool> EndAsync(AttemptLease lease, AttemptOutcome outcome, string? reason = null, CancellationToken cancel = default)
    {
        await using var write = await FencedWrite.BeginAsync(contexts, lease, cancel);
        if (write is null) return false;
        End(write.Attempt, outcome, reason, Now);
        await write.CommitAsync(cancel);
        return true;
    }

    /// <summary>Takes back what lost workers held, and queues what was interrupted before this call. Call it every few seconds;
    /// hand the requeued runs to the queue.</summary>
    public async Task<Reclaimed> ReclaimLostAsync(CancellationToken cancel = default)
    {
        var now = Now;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var open = await db.Attempts.Where(a => a.EndedAt == null).Select(a => new { a.Id, a.RunId, a.HeartbeatAt }).ToListAsync(cancel);
        var beats = open.ToDictionary(a => a.Id, a => a.HeartbeatAt);
        var still = _watch.Look([.. beats.Select(a => (a.Key, a.Value))]);
        if (still.Count == 0 && !await db.Runs.AnyAsync(r => r.State == RunState.Interrupted, cancel)) return Reclaimed.Nothing;

        await using var transaction = await db.BeginWriteAsync(cancel);
        var interrupted = await db.Runs.Where(r => r.State == RunState.Interrupted).ToListAsync(cancel);
        await db.LockRunsAsync([.. open.Where(a => still.Contains(a.Id)).Select(a => a.RunId)], cancel);
        var lost = (await db.Attempts.Include(a => a.Run).Where(a => a.EndedAt == null && still.Contains(a.Id)).ToListAsync(cancel))
            .Where(a => a.HeartbeatAt == beats[a.Id]).ToList(); // else it was heard of just now
        foreach (var run in interrupted) Requeue(run, now);
        foreach (var attempt in lost)
            End(attempt, AttemptOutcome.Lost, $"Worker {attempt.Worker} was last heard of at {attempt.HeartbeatAt:u}.", now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new([.. lost.Select(a => a.RunId)], [.. interrupted.Where(r => r.State == RunState.Queued).Select(r => r.Id)]);
    }

    private static void End(Attempt attempt, AttemptOutcome outcome, string? reason, DateTime now)
    {
        var run = attempt.Run!;
        var pattern = EndPatterns.Of(outcome, reason);
        attempt.End(outcome, reason, now, pattern?.Name);
        switch (outcome)
        {
            case AttemptOutcome.Completed: run.Complete(now); break;
            case AttemptOutcome.Failed when pattern is { IsRetried: true }: run.Interrupt(reason!, lost: true); break;
            case AttemptOutcome.Failed: run.Fail(reason ?? "The run failed without a reason.", now); break;
            case AttemptOutcome.Cancelled: run.Cancel(now); break;
            default: run.Interrupt(reason ?? $"Worker {attempt.Worker} stopped.", lost: outcome == AttemptOutcome.Lost); break;
        }
    }

    private static void Requeue(Run run, DateTime now)
    {
        if (run.CancelRequestedAt is not null) run.Cancel(now);
        else if (run.Losses >= MaxLosses)
            run.Fail($"The run lost its worker {run.Losses} times before it got to a checkpoint: it may need more memory than there is. Make the model or the batch smaller. The last time: {run.FailureReason}", now);
        else run.Queue(now);
    }
}
