using System.Linq.Expressions;
using LabPortal.Data.Runs;
using LabPortal.Data.Settings;
using LabPortal.Data.Workers;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Queue;

/// <summary>Reads what the order of the queue depends on.</summary>
public sealed class QueueReader(IDbContextFactory<LabDbContext> contexts, TimeProvider time)
{
    public async Task<QueueState> ReadAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await ReadAsync(db, time.GetUtcNow().UtcDateTime, cancel);
    }

    internal static async Task<QueueState> ReadAsync(LabDbContext db, DateTime now, CancellationToken cancel) => await AroundAsync(
        db, await Waiting(db, run => run.State == RunState.Queued || run.State == RunState.Interrupted).ToListAsync(cancel), now, cancel);

    /// <summary>One waiting run and all that speaks for or against its turn.</summary>
    internal static async Task<(QueueState State, WaitingRun Run)> ReadOneAsync(LabDbContext db, Guid runId, DateTime now, CancellationToken cancel)
    {
        var run = await Waiting(db, run => run.Id == runId).SingleAsync(cancel);
        return (await AroundAsync(db, [run], now, cancel), run);
    }

    private static IQueryable<WaitingRun> Waiting(LabDbContext db, Expression<Func<Run, bool>> which) =>
        from run in db.Runs.Where(which)
        join other in db.Runs on run.AfterRunId equals other.Id into others
        from before in others.DefaultIfEmpty()
        select new WaitingRun(
            run.Id, run.Number, run.State, run.Experiment!.CreatedBy, run.Arm!.Slot, run.Priority, run.Place, run.Arm.NeedsMemoryBytes,
            before == null ? null : new RunBefore(before.Number, before.State));

    private static async Task<QueueState> AroundAsync(LabDbContext db, IReadOnlyList<WaitingRun> waiting, DateTime now, CancellationToken cancel)
    {
        var training = await db.Attempts.Where(attempt => attempt.EndedAt == null && attempt.Run!.State == RunState.Running)
            .Select(attempt => new TrainingRun(
                attempt.RunId, attempt.Run!.Number, attempt.Run.Experiment!.CreatedBy, attempt.Worker, attempt.Run.Arm!.Slot, attempt.Device,
                attempt.Run.Arm.NeedsMemoryBytes, attempt.Run.EtaSeconds)).ToListAsync(cancel);
        var since = now - WorkerNode.Patience;
        var workers = await db.WorkerNodes.AsNoTracking().Where(worker => worker.HeartbeatAt > since).OrderBy(worker => worker.Name).ToListAsync(cancel);
        return new(waiting, training, workers, await SettingStore.ReadAsync(db, QueueRules.Key, QueueRules.None, cancel));
    }
}
