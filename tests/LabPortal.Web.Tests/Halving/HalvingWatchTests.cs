using LabPortal.Data;
using LabPortal.Data.Experiments;
using LabPortal.Data.Halving;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Training.Specs;
using LabPortal.Web.Comparing;
using LabPortal.Web.Halving;
using LabPortal.Web.Launching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests.Halving;

public sealed class HalvingWatchTests : IAsyncLifetime
{
    private readonly RunningPortal _portal = new();

    public Task InitializeAsync() => _portal.InitializeAsync();

    public Task DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData("min", new[] { 0, 1 })]
    [InlineData("max", new[] { 2, 3 })]
    public async Task Look_AllArmsAtTheRung_StopsTheWorseHalfOnce(string goal, int[] stopped)
    {
        var runs = await LaunchAsync(goal);
        double[] losses = [4, 3, 2, 1];
        foreach (var (arm, i) in runs.GroupBy(run => run.Arm!.Ordinal).Select((arm, i) => (arm.OrderBy(run => run.Seed).ToList(), i)))
        {
            // Seed 1 trains past the rung, seed 2 has finished, seed 3 waits: it is not one of the two that count.
            await RecordAsync(arm[0], losses[i] - 0.5, end: false);
            await RecordAsync(arm[1], losses[i] + 0.5, end: true);
        }

        await Get<HalvingWatch>().LookAsync();
        await Get<HalvingWatch>().LookAsync();

        await using var db = await Get<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        foreach (var run in await db.Runs.AsNoTracking().Include(run => run.Arm).OrderBy(run => run.Number).ToListAsync())
        {
            var expected = (run.Seed, stopped.Contains(run.Arm!.Ordinal)) switch
            {
                (1, _) => RunState.Running,
                (2, _) => RunState.Completed,
                (_, true) => RunState.Cancelled,
                _ => RunState.Queued,
            };
            Assert.Equal((run.Number, expected), (run.Number, run.State));
            Assert.Equal(run.Seed == 1 && stopped.Contains(run.Arm.Ordinal), run.CancelRequestedAt is not null && run.State == RunState.Running);
            if (run.State == RunState.Cancelled)
                Assert.StartsWith("stopped early: at step 250 its eval/loss was ", run.FailureReason);
        }

        var decisions = await db.HalvingDecisions.AsNoTracking().ToListAsync();
        Assert.Equal(stopped.Select(i => losses[i]), decisions.Select(one => one.Value!.Value).OrderDescending());
        Assert.All(decisions, one => Assert.Equal((250, 2, 2, true), (one.Rung, one.Seeds, one.Kept, one.CarriedOutAt is not null)));
        // The portal's own look may have come when three were there, which is enough: the second best of those three is 3 either way.
        Assert.All(decisions, one => Assert.InRange(one.Judged, 3, 4));
        Assert.All(decisions, one => Assert.Equal(goal == "min" && one.Judged == 4 ? 2 : 3, one.CutOff));
    }

    [Fact]
    public async Task Look_AfterARestartBetweenDecisionAndStop_StopsTheArm_AndLeavesWhatIsQueuedAgain()
    {
        var runs = await LaunchAsync("min");
        var arm = runs[0].ArmId;
        await Get<HalvingStore>().RecordAsync([new HalvingDecision(runs[0].ExperimentId, arm, 250, double.NaN, 2, 1.5, 2, 4, "stopped early: a test", DateTime.UtcNow)]);
        await Get<HalvingStore>().RecordAsync([new HalvingDecision(runs[0].ExperimentId, arm, 750, 1, 2, 1.5, 1, 4, "stopped early: twice", DateTime.UtcNow)]);

        await Get<HalvingWatch>().LookAsync();
        Assert.Equal(["cancelled stopped early: a test"], await StatesAsync(arm));
        Assert.Equal(0, await Get<ExperimentStore>().QueueMissingAsync(runs[0].ExperimentId, [1, 2, 3]));

        await Get<IRunQueue>().EnqueueAsync([.. runs.Where(run => run.ArmId == arm).Select(run => run.Id)]);
        await Get<HalvingWatch>().LookAsync();
        Assert.Equal(["queued "], await StatesAsync(arm));
    }

    [Fact]
    public async Task Comparison_OfAStoppedArm_SaysThatItsStepsDiffer()
    {
        var runs = await LaunchAsync("min");
        double[] losses = [4, 3, 2, 1];
        foreach (var run in runs.Where(run => run.Seed != 3).OrderBy(run => run.Arm!.Ordinal))
            await RecordAsync(run, losses[run.Arm!.Ordinal], end: run.Arm.Ordinal > 1, cancelled: run.Arm.Ordinal < 2);
        await Get<HalvingStore>().RecordAsync([.. runs.Where(run => run is { Seed: 1, Arm.Ordinal: < 2 })
            .Select(run => new HalvingDecision(run.ExperimentId, run.ArmId, 250, 4, 2, 2, 2, 4, "stopped early: a test", DateTime.UtcNow))]);
        await Get<HalvingWatch>().LookAsync();

        var comparison = (await Get<ComparisonReader>().OfExperimentAsync(runs[0].ExperimentId, default))!;
        var difference = comparison.Differences(comparison.Arms[3].Name).Single(one => one.Name == "steps");
        Assert.True(difference.Binding);
        Assert.Contains("250 of 2,000, stopped early", difference.Words);
        Assert.Equal([true, true, false, false], comparison.Arms.Select(arm => arm.WasStoppedEarly));
        Assert.Equal((4.0, 2), (comparison.Arms[0].Mean("eval/loss")!.Value.Mean, comparison.Arms[0].Runs.Count));
        Assert.Empty(comparison.Arms[0].Lacks([1, 2, 3]));
        Assert.Equal(2, comparison.ComparableTo(comparison.Arms[3].Name).Arms.Count);
    }

    [Fact]
    public async Task Page_OfSuchAnExperiment_ShowsRungsValuesAndCutOff()
    {
        var runs = await LaunchAsync("min");
        double[] losses = [4.25, 3.25, 2.25, 1.25];
        foreach (var run in runs.Where(run => run.Seed != 3))
            await RecordAsync(run, losses[run.Arm!.Ordinal], end: false);
        await Get<HalvingWatch>().LookAsync();
        using var administrator = await _portal.SignedInAsync();
        var page = await administrator.GetStringAsync(Urls.Experiment(runs[0].ExperimentId) + "?tab=halving");
        Assert.Contains("2 of 4 go on", page);
        Assert.Contains("4.250 against 2.250", page);
        Assert.Contains("stopped at step 250", page);
    }

    private T Get<T>() where T : notnull => _portal.Services.GetRequiredService<T>();

    private async Task<IReadOnlyList<string>> StatesAsync(Guid arm)
    {
        await using var db = await Get<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        return await db.Runs.Where(run => run.ArmId == arm).Select(run => run.State + " " + run.FailureReason).Distinct().ToListAsync();
    }

    /// <returns>Four arms with three seeds each, of which two are enough.</returns>
    private async Task<IReadOnlyList<Run>> LaunchAsync(string goal)
    {
        var parsed = ExperimentSpec.Parse($$$"""
            {"schema":1,"name":"halved","task":{"name":"path-star"},"objective":{"name":"next-token"},"model":{"name":"gpt"},"seeds":[1,2,3],
             "search":{"axes":[{"path":"training.learningRate","values":[0.01,0.003,0.001,0.0003]}],"halving":{"metric":"eval/loss","goal":"{{{goal}}}","eta":2,"seeds":2} } }
            """);
        Assert.Empty(parsed.Errors);
        var experiment = await Get<ExperimentLauncher>().LaunchAsync(parsed.Spec!, "ada@lab.test");
        await using var db = await Get<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        return await db.Runs.AsNoTracking().Include(run => run.Arm).Where(run => run.ExperimentId == experiment.Id).OrderBy(run => run.Number).ToListAsync();
    }

    private async Task RecordAsync(Run run, double loss, bool end, bool cancelled = false)
    {
        var lease = (await Get<Leases>().ClaimAsync(run.Id, "tester"))!;
        var last = end ? run.TotalSteps : cancelled ? 250 : 300;
        await Get<AttemptWriter>().WriteAsync(lease, new AttemptBatch(1)
        {
            Metrics = [new("eval/loss", 0, 9, DateTime.UtcNow), new("eval/loss", 250, loss, DateTime.UtcNow)],
            Progress = new AttemptProgress(last, run.TotalSteps, null),
        });
        if (end || cancelled)
            await Get<Leases>().EndAsync(lease, end ? AttemptOutcome.Completed : AttemptOutcome.Cancelled);
    }
}
