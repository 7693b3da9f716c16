using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Queue;

/// <summary>A queued run is a row and, when its turn is near, a job. The row is written first and decides; the job only brings the
/// run's turn, so a job too many does nothing and a missing one is made up for by <see cref="ReconcileAsync"/>.</summary>
internal sealed class RunQueue(IDbContextFactory<LabDbContext> contexts, RunSchedule schedule, TimeProvider time) : IRunQueue
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task EnqueueAsync(IReadOnlyCollection<Guid> runIds, CancellationToken cancel)
    {
        await ChangeAsync(async db =>
        {
            var place = await db.Runs.MaxAsync(r => (long?)r.Place, cancel) ?? 0;
            foreach (var run in await db.Runs.Where(r => runIds.Contains(r.Id) && r.State != RunState.Queued).OrderBy(r => r.Number).ToListAsync(cancel))
                run.Queue(Now, place += QueuePlaces.Gap);
            return true;
        }, cancel);
        await ReconcileAsync(cancel);
    }

    public Task<bool> CancelAsync(Guid runId, CancellationToken cancel) => CancelAsync(runId, null, cancel);

    public async Task<bool> CancelAsync(Guid runId, string? reason, CancellationToken cancel)
    {
        var state = RunState.Completed;
        var cancelled = await ChangeAsync(async db =>
        {
            var run = await db.Runs.SingleAsync(r => r.Id == runId, cancel);
            if (RunTransitions.IsOver(run.State)) return false;
            run.RequestCancel(Now, reason);
            state = run.State;
            return true;
        }, cancel);
        if (cancelled && state != RunState.Running) await schedule.RemoveAsync(runId, cancel);
        return cancelled;
    }

    public async Task PrioritizeAsync(Guid runId, int priority, CancellationToken cancel)
    {
        await ChangeAsync(async db =>
        {
            (await db.Runs.SingleAsync(r => r.Id == runId, cancel)).Prioritize(priority);
            return true;
        }, cancel);
        await ReconcileAsync(cancel);
    }

    public async Task<bool> MoveAsync(Guid runId, QueueMove move, CancellationToken cancel)
    {
        var moved = await ChangeAsync(async db =>
        {
            var plan = QueuePlan.Of(await QueueReader.ReadAsync(db, Now, cancel), Now);
            var changes = QueuePlaces.Move([.. plan.Select(planned => planned.Run)], runId, move);
            var ids = changes.Select(change => change.Id).ToList();
            var runs = await db.Runs.Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancel);
            foreach (var change in changes)
            {
                runs[change.Id].MoveTo(change.Place);
                runs[change.Id].Prioritize(change.Priority);
            }

            return changes.Count > 0;
        }, cancel);
        if (moved) await ReconcileAsync(cancel);
        return moved;
    }

    public async Task ReconcileAsync(CancellationToken cancel)
    {
        QueueState state;
        await using (var db = await contexts.CreateDbContextAsync(cancel)) state = await QueueReader.ReadAsync(db, Now, cancel);
        await schedule.MatchAsync(QueuePlan.Head(QueuePlan.Of(state, Now), state), cancel);
    }

    // Whatever is read here is read under the write lock.
    private async Task<bool> ChangeAsync(Func<LabDbContext, Task<bool>> change, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (!await change(db)) return false;
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }
}
