using LabPortal.Data.Runs;
using LabPortal.Training;
using LabPortal.Training.Options;
using LabPortal.Training.Running;
using LabPortal.Training.Specs;
using LabPortal.Training.Studies;
using LabPortal.Web.Charts;
using LabPortal.Web.Comparing;
using LabPortal.Web.Launching;
using LabPortal.Web.Studies;

namespace LabPortal.Web.Tests.Studies;

public sealed class StudyStateTests
{
    [Fact]
    public void Standing_NoExperiment_IsNotRun() => Assert.Equal(StudyStanding.NotRun, Of(null).Standing);

    [Theory]
    [InlineData(true, StudyStanding.Reproduced)]
    [InlineData(false, StudyStanding.NotReproduced)]
    [InlineData(null, StudyStanding.Unsettled)]
    public void Standing_RunsOver_IsTheVerdicts(bool? reproduced, StudyStanding expected) =>
        Assert.Equal(expected, Of(reproduced, Run(RunState.Completed), Run(RunState.Failed)).Standing);

    [Fact]
    public void Standing_SomeStillTrain_IsRunning() => Assert.Equal(StudyStanding.Running, Of(true, Run(RunState.Completed), Run(RunState.Queued)).Standing);

    [Fact]
    public void Standing_AllCancelled_IsNotRun() => Assert.Equal(StudyStanding.NotRun, Of(null, Run(RunState.Cancelled)).Standing);

    [Fact]
    public void Left_RunsHaveFinished_IsAtTheirPace()
    {
        // 100 s each: half of one and two whole ones, on two slots.
        var state = Of(null, Run(RunState.Completed, took: 100), Run(RunState.Running, step: 50), Run(RunState.Queued), Run(RunState.Queued));
        Assert.Equal(125, state.Left!.Value.TotalSeconds, 3);
    }

    [Fact]
    public void Left_OneRunLeft_IsNoShorterThanIt() => Assert.Equal(100, Of(null, Run(RunState.Completed, took: 100), Run(RunState.Queued)).Left!.Value.TotalSeconds, 3);

    [Fact]
    public void Left_NothingFinished_IsTheForecasts() => Assert.Equal(60, Of(null, Run(RunState.Queued)).Left!.Value.TotalSeconds, 3);

    [Fact]
    public void Left_NothingRuns_IsNone() => Assert.Null(Of(true, Run(RunState.Completed)).Left);

    private static ComparedRun Run(RunState state, long step = 0, double? took = null) =>
        new(Guid.NewGuid(), 1, 1, state, step, 100, took is { } seconds ? TimeSpan.FromSeconds(seconds) : null, null, new Dictionary<string, double>());

    private static StudyState Of(bool? reproduced, params ComparedRun[] runs)
    {
        var entry = Catalog.Studies.All[0];
        var study = entry.Create(new NoOptions());
        var arm = new ComparedArm(Guid.NewGuid(), "next-token", new ArmColour(0), "{}", null, runs);
        // Six runs in three minutes, two side by side: a minute each.
        var forecast = new Forecast([new ArmForecast("next-token", new Estimate(0, 0, 0, 0, 0, TimeSpan.Zero), 0, DeviceKind.Cpu)], 6, TimeSpan.FromMinutes(3), 2, true, null);
        var comparison = runs.Length == 0 ? null : new Comparison("", [arm], study.Metric, null, []);
        return new StudyState(entry, study, study.Budgets[0], forecast, null, comparison, new StudyVerdict(reproduced, ""), 0);
    }
}
