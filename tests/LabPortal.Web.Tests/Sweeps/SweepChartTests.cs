using LabPortal.Web.Charts;
using LabPortal.Web.Curves;
using LabPortal.Web.Sweeps;

namespace LabPortal.Web.Tests.Sweeps;

public sealed class SweepChartTests
{
    private static readonly ArmRuns Three = Arm("three", 3), Lacking = Arm("lacking", 1);

    private static readonly Dictionary<Guid, SweepResult> Results = Three.Runs.Select((run, i) => (run.Id, SweepResult.Of(
        $$$"""{"steps":{"values":[1,8,128],"creativity":[0.1,{{{0.4 + 0.1 * i}}},0.9]}}"""))).ToDictionary(found => found.Id, found => found.Item2);

    private static SweepAxis Steps => SweepAxis.All.Single(axis => axis.Key == "steps");

    [Fact]
    public void Chart_OfThreeSeeds_HasTheirMeanWithStudentsInterval()
    {
        var chart = SweepChart.Of([Three, Lacking], Results, Steps, "creativity", [])!;
        var line = Assert.Single(chart.Lines);
        Assert.Equal([1, 8, 128], chart.X);
        Assert.Equal((3, "three, n = 3"), (line.Seeds!.Value, line.Label));
        // 0.4, 0.5, 0.6: mean 0.5, deviation 0.1, t(2) = 4.303; 0.4303 / sqrt 3 = 0.2484.
        Assert.Equal(0.5, line.Y[1], 12);
        Assert.Equal(0.5 - 0.2484, line.Band!.Value.Low[1], 4);
        Assert.Equal(0.9, line.Band!.Value.High[2], 12);
    }

    [Fact]
    public void Chart_OfSamplerSteps_CountsInDoublings()
    {
        var chart = SweepChart.Of([Three], Results, Steps, "creativity", [ChartMark.Ceiling(0.75)])!;
        Assert.True(chart is { LogX: true, Doubles: true, Dots: true, YMin: 0, YMax: 1 });
        Assert.Equal("ceiling 0.75", Assert.Single(chart.Marks).Label);
    }

    [Fact]
    public void Chart_OfWhatWasNotMeasured_IsNone()
    {
        Assert.Null(SweepChart.Of([Three], Results, SweepAxis.All[0], "creativity", []));
        Assert.Null(SweepChart.Of([Lacking], Results, Steps, "creativity", []));
    }

    private static ArmRuns Arm(string name, int seeds) => new(name, new ArmColour(0), [.. Enumerable.Range(1, seeds).Select(seed => (Guid.NewGuid(), (long)seed, 1L))], null);
}
