using LabPortal.Data.Metrics;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Data.Tests.Runs;

public sealed class LeasesTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public async Task Claim_ManyWorkersAtOnce_OneGetsTheRun()
    {
        await using var lab = await TempLab.CreateAsync();
        var run = (await lab.AddRunsAsync(1))[0];
        await lab.Get<IRunQueue>().EnqueueAsync([run.Id]);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            await using var worker = TempLab.View(lab.Folder);
            return await worker.Get<Leases>().ClaimAsync(run.Id, $"worker-{i}");
        })));

        Assert.Single(claims, lease => lease is not null);
        Assert.Equal((RunState.Running, 1), await StateAsync(lab, run.Id));
    }

    [Fact]
    public async Task Reclaim_LeaseRanOut_InterruptsThenQueues()
    {
        await using var lab = await CreateAsync();
        var lease = await lab.ClaimNewAsync();
        Assert.Empty(await WatchAsync(lab, Leases.Duration - TimeSpan.FromSeconds(1)));
        Assert.Equal([lease.RunId], await WatchAsync(lab, TimeSpan.FromSeconds(1)));
        Assert.Equal((RunState.Interrupted, 1), await StateAsync(lab, lease.RunId));

        Assert.Equal([lease.RunId], (await lab.Get<Leases>().ReclaimLostAsync()).Requeued);
        Assert.Equal((RunState.Queued, 1), await StateAsync(lab, lease.RunId));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Reclaim_ClockSteppedByAYear_TakesNothingAndStillFindsTheLost(int years)
    {
        await using var lab = await CreateAsync();
        var lease = await lab.ClaimNewAsync();
        await WatchAsync(lab, Leases.Duration / 2);
        _time.Step(TimeSpan.FromDays(365 * years));
        Assert.Empty(await WatchAsync(lab, Leases.Duration / 4));
        Assert.True((await lab.Get<Leases>().HeartbeatAsync(lease)).Held);
        Assert.Empty(await WatchAsync(lab, Leases.Duration / 2));
        Assert.Equal([lease.RunId], await WatchAsync(lab, Leases.Duration));
    }

    [Fact]
    public async Task Reclaim_NobodyLookedForAnHour_WorkersGetTimeToBeHeard()
    {
        await using var lab = await CreateAsync();
        var lease = await lab.ClaimNewAsync();
        await WatchAsync(lab, Leases.Duration / 2);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Reclaimed.Nothing, await lab.Get<Leases>().ReclaimLostAsync());
        Assert.True((await lab.Get<Leases>().HeartbeatAsync(lease)).Held);
    }

    [Fact]
    public async Task Heartbeat_LateButNotTakenBack_KeepsTheRun()
    {
        await using var lab = await CreateAsync();
        var lease = await lab.ClaimNewAsync();
        _time.Advance(Leases.Duration * 2);
        Assert.True((await lab.Get<Leases>().HeartbeatAsync(lease)).Held);
        Assert.Equal(Reclaimed.Nothing, await lab.Get<Leases>().ReclaimLostAsync());
    }

    [Fact]
    public async Task Write_LeaseLost_ChangesNothing()
    {
        await using var lab = await CreateAsync();
        var old = await lab.ClaimNewAsync();
        await LoseAsync(lab);
        var current = (await lab.Get<Leases>().ClaimAsync(old.RunId, "worker-b"))!;
        var before = await lab.RunAsync(old.RunId);

        Assert.False((await lab.Get<AttemptWriter>().WriteAsync(old, Batch(1, 5))).Held);
        Assert.False((await lab.Get<Leases>().HeartbeatAsync(old)).Held);
        Assert.False(await lab.Get<Leases>().EndAsync(old, AttemptOutcome.Completed));
        Assert.False(await lab.Get<Leases>().DescribeAsync(old, "{}"));
        Assert.Null(await lab.Get<Leases>().OpenAsync(old.AttemptId));

        Assert.Equal(before.Stamp, (await lab.RunAsync(old.RunId)).Stamp);
        await using var db = lab.Db();
        Assert.Equal((0, 0, 0, 0), (await db.MetricSeries.CountAsync(), await db.LogLines.CountAsync(), await db.Samples.CountAsync(), await db.ExampleOutcomes.CountAsync()));
        Assert.True((await lab.Get<AttemptWriter>().WriteAsync(current, Batch(1, 5))).Held);
    }

    [Fact]
    public async Task Write_BatchSentTwice_IsWrittenOnce()
    {
        await using var lab = await CreateAsync();
        var lease = await lab.ClaimNewAsync();
        foreach (var number in new long[] { 1, 1, 2, 1, 2 })
            Assert.True((await lab.Get<AttemptWriter>().WriteAsync(lease, Batch(number, number))).Held);

        await using var db = lab.Db();
        Assert.Equal(2, (await db.MetricSeries.SingleAsync()).Count);
        Assert.Equal((2, 2, 2), (await db.LogLines.CountAsync(), await db.Samples.CountAsync(), await db.ProbeResults.CountAsync()));
        Assert.Equal(2, (await db.ExampleOutcomes.SingleAsync()).Step);
        Assert.Equal(2, (await lab.RunAsync(lease.RunId)).Step);
    }

    [Fact]
    public async Task Resume_FromACheckpoint_TakesBackWhatCameFromItsStepOn()
    {
        await using var lab = await CreateAsync();
        var first = await lab.ClaimNewAsync();
        for (var step = 1; step <= 10; step++)
        {
            await lab.Get<AttemptWriter>().WriteAsync(first, Batch(step, step));
            if (step is 4 or 8) await CheckpointAsync(lab, first, step);
        }

        var torn = await lab.Db().Checkpoints.SingleAsync(c => c.Step == 8);
        await File.WriteAllTextAsync((await lab.Get<Data.Artifacts.ArtifactStore>().FetchAsync(torn.ArtifactHash))!, "torn");
        await LoseAsync(lab);
        var second = (await lab.Get<Leases>().ClaimAsync(first.RunId, "worker-b"))!;

        var point = await lab.Get<AttemptWriter>().ResumeAsync(second);

        Assert.Equal("step 4", await File.ReadAllTextAsync(point!.File));
        Assert.Equal(4, point.Step);
        await using var db = lab.Db();
        var series = await db.MetricSeries.SingleAsync();
        Assert.Equal((3, 3), (series.Count, series.LastStep));
        Assert.Equal([4], await db.Checkpoints.Select(c => c.Step).ToListAsync());
        Assert.Equal((3, 3), (await db.Samples.MaxAsync(s => s.Step), await db.ProbeResults.MaxAsync(p => p.Step)));
        Assert.False(await db.ExampleOutcomes.AnyAsync());
        Assert.Equal(10, await db.LogLines.CountAsync(line => line.AttemptId == first.AttemptId));
        var said = await db.LogLines.SingleAsync(line => line.AttemptId == second.AttemptId);
        Assert.Equal(("warning", "The checkpoint of step 8 is missing or damaged; the run goes on from the one of step 4."), (said.Level, said.Text));
        Assert.Equal(4, (await db.Attempts.SingleAsync(a => a.Id == second.AttemptId)).ResumedFromStep);
    }

    [Fact]
    public async Task KeepCheckpoint_ManyOfThem_KeepsTheNewestAndTheirFiles()
    {
        await using var lab = await CreateAsync();
        var (lease, other) = (await lab.ClaimNewAsync(), await lab.ClaimNewAsync());
        foreach (var step in new[] { 1, 2, 3, 4, 5, 5 }) await CheckpointAsync(lab, lease, step);
        await CheckpointAsync(lab, other, 4);
        await CheckpointAsync(lab, lease, 6);
        await CheckpointAsync(lab, lease, 7);

        await using var db = lab.Db();
        Assert.Equal([5, 6, 7], await db.Checkpoints.Where(c => c.RunId == lease.RunId).Select(c => c.Step).Order().ToListAsync());
        Assert.Equal(4, await db.Artifacts.CountAsync()); // the other run still refers to step 4's content
        Assert.Equal(4, Directory.GetFiles(Path.Combine(lab.Folder, "artifacts"), "*", SearchOption.AllDirectories).Count(file => !file.EndsWith(".lock", StringComparison.Ordinal)));
        foreach (var checkpoint in await db.Checkpoints.ToListAsync())
            Assert.True(await lab.Get<Data.Artifacts.ArtifactStore>().VerifyAsync(checkpoint.ArtifactHash));
    }

    [Fact]
    public async Task Resume_NoCheckpoint_StartsOver()
    {
        await using var lab = await CreateAsync();
        var first = await lab.ClaimNewAsync();
        await lab.Get<AttemptWriter>().WriteAsync(first, Batch(1, 3));
        await LoseAsync(lab);
        var second = (await lab.Get<Leases>().ClaimAsync(first.RunId, "worker-b"))!;

        Assert.Null(await lab.Get<AttemptWriter>().ResumeAsync(second));

        Assert.Equal(0, (await lab.Db().MetricSeries.SingleAsync()).Count);
        Assert.False(await lab.Db().Samples.AnyAsync());
        Assert.True((await lab.Get<AttemptWriter>().WriteAsync(second, Batch(1, 1))).Held);
        Assert.Equal(1, (await lab.Db().MetricSeries.SingleAsync()).Count);
    }

    [Fact]
    public async Task Reclaim_LostTimeAndAgain_FailsWithAReason()
    {
        await using var lab = await CreateAsync();
        var lease = await lab.ClaimNewAsync();
        for (var loss = 1; loss < Leases.MaxLosses; loss++)
        {
            await LoseAsync(lab);
            Assert.NotNull(await lab.Get<Leases>().ClaimAsync(lease.RunId, "worker-b"));
        }

        await LoseAsync(lab);
        var run = await lab.RunAsync(lease.RunId);
        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains("memory", run.FailureReason);
    }

    [Fact]
    public async Task Reclaim_LostOftenButKeepsCheckpoints_GoesOn()
    {
        await using var lab = await CreateAsync();
        var lease = await lab.ClaimNewAsync();
        for (var loss = 0; loss <= Leases.MaxLosses; loss++)
        {
            await CheckpointAsync(lab, lease, loss);
            await LoseAsync(lab);
            lease = (await lab.Get<Leases>().ClaimAsync(lease.RunId, "worker-b"))!;
        }

        Assert.Equal((RunState.Running, Leases.MaxLosses + 2), await StateAsync(lab, lease.RunId));
    }

    [Fact]
    public async Task Reclaim_CancelWasAskedFor_Cancels()
    {
        await using var lab = await CreateAsync();
        var lease = await lab.ClaimNewAsync();
        await lab.Get<IRunQueue>().CancelAsync(lease.RunId);
        await LoseAsync(lab);
        Assert.Equal(RunState.Cancelled, (await lab.RunAsync(lease.RunId)).State);
    }

    private Task<TempLab> CreateAsync() => TempLab.CreateAsync(services => services.AddSingleton<TimeProvider>(_time));

    private async Task LoseAsync(TempLab lab)
    {
        await WatchAsync(lab, Leases.Duration + TimeSpan.FromSeconds(1));
        await lab.Get<Leases>().ReclaimLostAsync();
    }

    // Looks as often as a worker does while the time passes.
    private async Task<List<Guid>> WatchAsync(TempLab lab, TimeSpan passing)
    {
        var interrupted = new List<Guid>((await lab.Get<Leases>().ReclaimLostAsync()).Interrupted);
        for (var second = 1; second <= passing.TotalSeconds; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            interrupted.AddRange((await lab.Get<Leases>().ReclaimLostAsync()).Interrupted);
        }

        return interrupted;
    }

    private static AttemptBatch Batch(long number, long step) => new(number)
    {
        Metrics = [new MetricPoint("train/loss", step, 1.0 / step, DateTime.UtcNow)],
        Logs = [new LogLine(default, null, DateTime.UtcNow, "info", $"step {step}")],
        Samples = [new SampleRow(default, step, 0, "[]", "[]", "[]", "[]", true, null)],
        Probes = [new ProbeResult(default, step, "position-accuracy", "By position", "{}")],
        Outcomes = ExampleOutcomes.Of(default, step, "set", [true, false, step == 4], [0.5f, 1, step]),
        Progress = new(step, 1000, 12.5),
    };

    private static async Task CheckpointAsync(TempLab lab, AttemptLease lease, long step)
    {
        var file = Path.Combine(lab.Folder, "checkpoint");
        await File.WriteAllTextAsync(file, $"step {step}");
        await lab.Get<AttemptWriter>().KeepCheckpointAsync(lease, step, file);
    }

    private static async Task<(RunState, int)> StateAsync(TempLab lab, Guid id)
    {
        var run = await lab.RunAsync(id);
        return (run.State, run.Attempts);
    }
}
