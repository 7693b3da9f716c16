using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace LabPortal.Data.Queue;

/// <summary>A queued run is a row and a job. The row is written first and decides; the job only brings the run's turn, so a
/// job too many does nothing and a missing one is made up for by <see cref="ReconcileAsync"/>.</summary>
internal sealed class RunQueue(IDbContextFactory<LabDbContext> contexts, LabScheduler schedule, TimeProvider time) : IRunQueue
{
    private const string Group = "runs";

    public async Task EnqueueAsync(IReadOnlyCollection<Guid> runIds, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using (var transaction = await db.BeginWriteAsync(cancel))
        {
            foreach (var run in await db.Runs.Where(r => runIds.Contains(r.Id) && r.State != RunState.Queued).OrderBy(r => r.Number).ToListAsync(cancel))
                run.Queue(now);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        await ScheduleAsync(await Queued(db).Where(r => runIds.Contains(r.Id)).ToListAsync(cancel), cancel);
    }

    public async Task<bool> CancelAsync(Guid runId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using (var transaction = await db.BeginWriteAsync(cancel))
        {
            var run = await db.Runs.SingleAsync(r => r.Id == runId, cancel);
            if (RunTransitions.IsOver(run.State)) return false;
            run.RequestCancel(time.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            if (run.State == RunState.Running) return true;
        }

        await (await schedule.OpenAsync(cancel)).DeleteJob(Key(runId), cancel);
        return true;
    }

    public async Task PrioritizeAsync(Guid runId, int priority, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using (var transaction = await db.BeginWriteAsync(cancel))
        {
            var run = await db.Runs.SingleAsync(r => r.Id == runId, cancel);
            run.Prioritize(priority);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        await ScheduleAsync(await Queued(db).Where(r => r.Id == runId).ToListAsync(cancel), cancel);
    }

    public async Task ReconcileAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var scheduler = await schedule.OpenAsync(cancel);
        var lost = new List<Run>();
        foreach (var run in await Queued(db).ToListAsync(cancel))
            if (await scheduler.GetTriggerState(new TriggerKey(run.Id.ToString(), Group), cancel) is not TriggerState.Normal)
                lost.Add(run);
        await ScheduleAsync(lost, cancel);
    }

    private static IQueryable<Run> Queued(LabDbContext db) =>
        db.Runs.AsNoTracking().Include(r => r.Arm).Where(r => r.State == RunState.Queued).OrderBy(r => r.Number);

    private async Task ScheduleAsync(List<Run> runs, CancellationToken cancel)
    {
        if (runs.Count == 0) return;
        var jobs = runs.ToDictionary(
            run => JobBuilder.Create<RunJob>().WithIdentity(Key(run.Id)).Build(),
            run => (IReadOnlyCollection<ITrigger>)[Trigger(run)]);
        await (await schedule.OpenAsync(cancel)).ScheduleJobs(jobs, ScheduleJobOptions.Replacing, cancel);
    }

    // Quartz takes due triggers by time first and priority second: the time carries the order. All of them are in the past, so
    // all are due; a late one must not be moved to now.
    private static ITrigger Trigger(Run run) => TriggerBuilder.Create()
        .WithIdentity(run.Id.ToString(), Group)
        .StartAt(new DateTimeOffset(run.QueuedAt!.Value).AddDays(-1 - 30.0 * run.Priority).AddTicks(run.Number))
        .WithExecutionGroup(run.Arm!.Slot)
        .WithSchedule(SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires))
        .Build();

    internal static JobKey Key(Guid runId) => new(runId.ToString(), Group);
}
