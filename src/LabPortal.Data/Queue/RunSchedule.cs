using Quartz;

namespace LabPortal.Data.Queue;

/// <summary>The jobs in Quartz's schedule: one for each run whose turn is near.</summary>
internal sealed class RunSchedule(LabScheduler scheduling)
{
    private const string Group = "runs";

    // Two of a process at once would only undo and redo each other's work.
    private readonly SemaphoreSlim _matching = new(1, 1);

    /// <summary>Makes the schedule equal to these runs in this order, and rewrites only what differs.</summary>
    public async Task MatchAsync(IReadOnlyList<PlannedRun> head, CancellationToken cancel)
    {
        await _matching.WaitAsync(cancel);
        try
        {
            var scheduler = await scheduling.OpenAsync(cancel);
            var there = await ReadAsync(scheduler, cancel);
            var wanted = head.ToDictionary(planned => planned.Run.Id, planned => planned.Group);
            var gone = there.Where(trigger => trigger.NextFireTimeUtc is not null && !wanted.ContainsKey(RunOf(trigger.Key))).ToList();
            // One that has fired belongs to an attempt that is not over yet; its run has been queued again meanwhile.
            var good = there.Where(trigger => trigger is { State: TriggerState.Normal, NextFireTimeUtc: not null } && wanted.GetValueOrDefault(RunOf(trigger.Key)) == trigger.ExecutionGroup)
                .ToDictionary(trigger => RunOf(trigger.Key), trigger => trigger.NextFireTimeUtc!.Value);
            var times = QueueTimes.Changes([.. head.Select(planned => planned.Run.Id)], good);
            if (gone.Count > 0) await scheduler.UnscheduleJobs([.. gone.Select(trigger => trigger.Key)], cancel);
            if (times.Count == 0) return;
            await scheduler.ScheduleJobs(
                times.ToDictionary(time => JobBuilder.Create<RunJob>().WithIdentity(Key(time.Key)).Build(), time => (IReadOnlyCollection<ITrigger>)[Trigger(time.Key, time.Value, wanted[time.Key])]),
                ScheduleJobOptions.Replacing, cancel);
        }
        finally
        {
            _matching.Release();
        }
    }

    public async Task RemoveAsync(Guid runId, CancellationToken cancel) => await (await scheduling.OpenAsync(cancel)).DeleteJob(Key(runId), cancel);

    /// <summary>What is in the schedule, also what has fired and is not over.</summary>
    public static async Task<IReadOnlyList<TriggerHeader>> ReadAsync(IScheduler scheduler, CancellationToken cancel) =>
        (await scheduler.QueryTriggers(new() { Group = GroupMatcher<TriggerKey>.GroupEquals(Group), Take = PagedQuery.All }, cancel)).Items;

    // A late trigger must not be moved to now: its time carries the order.
    private static ITrigger Trigger(Guid runId, DateTimeOffset time, string group) => TriggerBuilder.Create()
        .WithIdentity(runId.ToString(), Group)
        .StartAt(time)
        .WithExecutionGroup(group)
        .WithSchedule(SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires))
        .Build();

    private static JobKey Key(Guid runId) => new(runId.ToString(), Group);

    private static Guid RunOf(TriggerKey key) => Guid.Parse(key.Name);
}
