using LabPortal.Data.Experiments;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Data.Workers;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace LabPortal.Data.Tests.Queue;

/// <summary>The plan carried out by the real scheduler.</summary>
public sealed class ScheduleTests
{
    [Fact]
    public async Task Move_WhileQueued_ChangesTheOrderAndIsKept()
    {
        await using var portal = await TempLab.CreateAsync();
        var executor = new RecordingExecutor();
        await using var worker = await portal.WorkerAsync(executor);
        var runs = await portal.AddRunsAsync(4);
        var queue = portal.Get<IRunQueue>();
        await queue.EnqueueAsync([.. runs.Select(run => run.Id)]);
        Assert.True(await queue.MoveAsync(runs[2].Id, QueueMove.Top));
        Assert.True(await queue.MoveAsync(runs[3].Id, QueueMove.Up));
        Assert.False(await queue.MoveAsync(runs[2].Id, QueueMove.Up));
        await worker.StartAsync();

        foreach (var next in new[] { 2, 0, 3, 1 })
        {
            Assert.Equal(runs[next].Id, await executor.NextAsync());
            executor.LetGo.Release();
        }
    }

    [Fact]
    public async Task Rules_Paused_NothingBeginsUntilResumed()
    {
        await using var portal = await TempLab.CreateAsync();
        var executor = new RecordingExecutor();
        await using var worker = await portal.WorkerAsync(executor);
        var runs = await portal.AddRunsAsync(2);
        await portal.RuleAsync(new() { IsPaused = true });
        await portal.Get<IRunQueue>().EnqueueAsync([.. runs.Select(run => run.Id)]);
        await worker.StartAsync();
        Assert.Empty(await JobsAsync(worker));
        // A turn that was given before the pause is refused.
        Assert.NotNull((await worker.Get<Leases>().TurnAsync(runs[0].Id, QueueLab.Worker)).Refusal);
        Assert.False(executor.HasTurn);

        await portal.RuleAsync(QueueRules.None);
        Assert.Equal(runs[0].Id, await executor.NextAsync());
    }

    [Fact]
    public async Task Dependency_Completed_LetsTheNextBeginAtOnce()
    {
        await using var portal = await TempLab.CreateAsync();
        var executor = new RecordingExecutor();
        await using var worker = await portal.WorkerAsync(executor, "cpu=4");
        var runs = await portal.AddRunsAsync(2);
        await using (var db = portal.Db())
        {
            (await db.Runs.SingleAsync(run => run.Id == runs[0].Id)).StartAfter(runs[1].Id);
            await db.SaveChangesAsync();
        }

        await portal.Get<IRunQueue>().EnqueueAsync([.. runs.Select(run => run.Id)]);
        await worker.StartAsync("cpu=4");
        Assert.Equal(runs[1].Id, await executor.NextAsync());
        Assert.Contains($"run {runs[1].Number}", (await portal.PlanAsync())[0].Held);
        Assert.False(executor.HasTurn);
        executor.LetGo.Release();
        Assert.Equal(runs[0].Id, await executor.NextAsync());
    }

    [Fact]
    public async Task Limit_PerPerson_LeavesSlotsToOthers()
    {
        await using var portal = await TempLab.CreateAsync();
        var executor = new RecordingExecutor();
        await using var worker = await portal.WorkerAsync(executor, "cpu=3");
        await portal.RuleAsync(new() { PerPerson = 1 });
        var ada = await RunsOfAsync(portal, "ada", 3);
        var bob = await RunsOfAsync(portal, "bob", 1);
        await portal.Get<IRunQueue>().EnqueueAsync([.. ada, .. bob]);
        await worker.StartAsync("cpu=3");
        Assert.Equal([ada[0], bob[0]], new HashSet<Guid> { await executor.NextAsync(), await executor.NextAsync() });
        Assert.False(executor.HasTurn);
        executor.LetGo.Release(2);
        Assert.Equal(ada[1], await executor.NextAsync());
    }

    [Fact]
    public async Task Reconcile_LongQueue_KeepsFewJobsAndRewritesNothingTwice()
    {
        await using var portal = await TempLab.CreateAsync();
        await using var worker = await portal.WorkerAsync(new(), "cpu=2");
        var runs = await portal.AddRunsAsync(300);
        await portal.Get<IRunQueue>().EnqueueAsync([.. runs.Select(run => run.Id)]);
        var first = await JobsAsync(worker);
        Assert.Equal(runs.Take(12).Select(run => run.Id), first.Select(trigger => Guid.Parse(trigger.Key.Name)));
        await worker.Get<IRunQueue>().ReconcileAsync();
        Assert.Equal(first.Select(trigger => trigger.NextFireTimeUtc), (await JobsAsync(worker)).Select(trigger => trigger.NextFireTimeUtc));
        await portal.Get<IRunQueue>().CancelAsync(runs[3].Id, "no longer wanted");
        await portal.Get<IRunQueue>().ReconcileAsync();
        Assert.Equal(runs.Take(13).Where((_, i) => i != 3).Select(run => run.Id), (await JobsAsync(worker)).Select(trigger => Guid.Parse(trigger.Key.Name)));
        Assert.Equal((RunState.Cancelled, "no longer wanted"), (await portal.RunAsync(runs[3].Id)) is var run ? (run.State, run.FailureReason) : default);
    }

    [Fact]
    public async Task Turn_ManyWorkersAtOnce_GiveEachRunToOneAndRespectTheLimit()
    {
        await using var lab = await TempLab.CreateAsync();
        for (var i = 0; i < 8; i++) await lab.ReportAsync($"worker-{i}", worker => worker.Announce("cpu=1", "cpu", "1", 2, 0, DateTime.UtcNow));
        await lab.RuleAsync(new() { PerPerson = 3 });
        var runs = await lab.AddRunsAsync(5);
        await lab.Get<IRunQueue>().EnqueueAsync([.. runs.Select(run => run.Id)]);
        var turns = await Task.WhenAll(Enumerable.Range(0, 8).SelectMany(_ => runs, (i, run) => Task.Run(() => lab.Get<Leases>().TurnAsync(run.Id, $"worker-{i}"))));
        var won = turns.Select(turn => turn.Lease).OfType<AttemptLease>().ToList();
        Assert.Equal((3, 3), (won.Count, won.Select(lease => lease.RunId).Distinct().Count()));
        await using var db = lab.Db();
        Assert.Equal(3, (await db.Attempts.Select(attempt => attempt.Worker).ToListAsync()).Distinct().Count());
        Assert.Equal(2, await db.Runs.CountAsync(run => run.State == RunState.Queued));
    }

    [Fact]
    public async Task Turn_GpuRuns_GetTheirDevicesAndSayHowLongTheyWaited()
    {
        await using var lab = await TempLab.CreateAsync();
        await lab.ReportAsync("one", worker => worker.Announce("cpu=1,gpu=1+3", "H100", "1", 2, 0, DateTime.UtcNow));
        var runs = await lab.AddRunsAsync(3, "gpu");
        await lab.Get<IRunQueue>().EnqueueAsync([.. runs.Select(run => run.Id)]);
        var turns = new List<Turn>();
        foreach (var run in runs) turns.Add(await lab.Get<Leases>().TurnAsync(run.Id, "one"));
        Assert.Equal([1, 3, null], turns.Select(turn => turn.Lease?.Device));
        Assert.Equal("Worker one has no gpu slot free.", turns[2].Refusal);
        await using var db = lab.Db();
        Assert.All(await db.Attempts.ToListAsync(), attempt => Assert.InRange(attempt.WaitedSeconds!.Value, 0.0001, 60));
    }

    [Fact]
    public async Task Worker_Drained_TakesNothingUntilItStartsAgain()
    {
        await using var lab = await TempLab.CreateAsync();
        await lab.ReportAsync("one", worker => worker.Announce("cpu=1", "cpu", "1", 2, 0, DateTime.UtcNow));
        var run = (await lab.AddRunsAsync(1))[0];
        await lab.Get<IRunQueue>().EnqueueAsync([run.Id]);
        await lab.ReportAsync("one", worker => worker.Become(WorkerMode.Draining));
        Assert.Equal("Worker one takes no runs now.", (await lab.Get<Leases>().TurnAsync(run.Id, "one")).Refusal);
        await lab.ReportAsync("one", worker => worker.Announce("cpu=1", "cpu", "1", 2, 0, DateTime.UtcNow));
        Assert.NotNull((await lab.Get<Leases>().TurnAsync(run.Id, "one")).Lease);
    }

    [Fact]
    public async Task End_DatabaseAway_IsTriedAgainAndSaysWhy()
    {
        await using var lab = await TempLab.CreateAsync();
        var lease = await lab.ClaimNewAsync();
        await lab.Get<Leases>().EndAsync(lease, AttemptOutcome.Failed, "Its records could not be written to the database: see whether the disk is full.");
        Assert.Equal((RunState.Interrupted, 1), (await lab.RunAsync(lease.RunId)) is var run ? (run.State, run.Losses) : default);
        Assert.Contains(lease.RunId, (await lab.Get<Leases>().ReclaimLostAsync()).Requeued);
        await using var db = lab.Db();
        Assert.Equal("database-away", (await db.Attempts.SingleAsync()).Pattern);
    }

    private static async Task<IReadOnlyList<TriggerHeader>> JobsAsync(TempLab lab)
    {
        var scheduler = await lab.Get<LabScheduler>().OpenAsync(CancellationToken.None);
        return [.. (await RunSchedule.ReadAsync(scheduler, CancellationToken.None)).OrderBy(trigger => trigger.NextFireTimeUtc)];
    }

    private static async Task<IReadOnlyList<Guid>> RunsOfAsync(TempLab lab, string person, int count)
    {
        await using var db = lab.Db();
        var first = 1 + (await db.Runs.MaxAsync(run => (int?)run.Number) ?? 0);
        var experiment = new Experiment($"of {person}", "", 1, "{}", "0", DateTime.UtcNow, person);
        var arm = new Arm(experiment, 0, "next-token", "{}", "0", 1000, "cpu");
        var runs = Enumerable.Range(0, count).Select(i => new Run(arm, i, first + i)).ToList();
        db.AddRange([experiment, arm, .. runs]);
        await db.SaveChangesAsync();
        return [.. runs.Select(run => run.Id)];
    }
}
