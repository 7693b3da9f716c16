using LabPortal.Data.Metrics;
using LabPortal.Training.Specs;
using LabPortal.Web.Charts;
using LabPortal.Web.Curves;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests.Curves;

/// <summary>Charts of what runs recorded, out of the database of a running portal.</summary>
public sealed class CurveReaderTests : IAsyncLifetime
{
    private const int Million = 1_000_000, Spike = 543_210, Lost = 700_000;
    private readonly RunningPortal portal = new();

    public Task InitializeAsync() => portal.InitializeAsync();

    public Task DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Chart_OfAMillionPoints_IsSmallAndHidesNothing()
    {
        var arms = await RecordAsync(Enumerable.Range(0, Million).Select(step => Point(step, step == Spike ? 40 : step == Lost ? double.NaN : Math.Sin(step))));
        var chart = await ReadAsync(arms, new CurveView());
        Assert.InRange(PackedLines.Of(chart).Size, 1, 60_000);
        var line = chart.Lines.Single();
        Assert.Equal(40, line.Band!.Value.High.Max());
        var near = Array.FindIndex(chart.X, x => x >= Lost);
        Assert.Equal([near, 1], line.Lost);
        Assert.Equal((0, Million - 1), (chart.X[0], chart.X[^1]));

        // Closer: buckets as fine as there are, down to the points.
        var closer = await ReadAsync(arms, new CurveView { From = 500_000, To = 600_000 });
        Assert.True(Width(closer) * 4 < Width(chart));
        Assert.Equal(40, closer.Lines.Single().Band!.Value.High.Max());
        var points = await ReadAsync(arms, new CurveView { From = Spike - 50, To = Spike + 50 });
        Assert.Equal(1, Width(points));
        Assert.Equal(40, points.Lines.Single().Y[Array.IndexOf(points.X, Spike)]);
    }

    [Fact]
    public async Task Chart_OfManySeeds_StaysSmall()
    {
        var runs = await RecordedRuns.LaunchAsync(portal.Services, "many", Enumerable.Range(0, 9).Select(arm => $$"""{"name": "arm-{{arm}}"}""").ToList(), [1, 2, 3, 4]);
        foreach (var run in runs)
            await RecordedRuns.RecordAsync(portal.Services, run, Enumerable.Range(0, 3000).Select(step => Point(step, step * run.Seed)));
        var arms = runs.GroupBy(run => run.Arm!.Name).Select(arm => new ArmRuns(arm.Key, new ArmColour(0), arm.Select(run => (run.Id, run.Seed, run.Step)).ToList(), null)).ToList();
        var chart = await ReadAsync(arms, new CurveView());
        Assert.Equal(36, chart.Lines.Count(line => line.Role == LineRole.Seed));
        Assert.InRange(PackedLines.Of(chart).Size, 1, 60_000);
        // Seeds 1 to 4 times the step.
        Assert.All(chart.Arms, line => Assert.Equal(chart.X.Select(x => 2.5 * x), line.Y, (a, b) => Math.Abs(a - b) < 1e-6));
    }

    [Theory]
    [InlineData(CurveAxis.Step, 10)]
    [InlineData(CurveAxis.Examples, 320)]
    [InlineData(CurveAxis.Seconds, 5)]
    public async Task Axis_OfTenSteps_EndsWhereTheyDo(CurveAxis axis, double end)
    {
        var arms = await RecordAsync(Enumerable.Range(0, 11).Select(step => Point(step, step)), """{"batch": 32}""");
        var chart = await ReadAsync(arms, new CurveView { Axis = axis });
        Assert.Equal(end, chart.X[^1] - chart.X[0], 3);
    }

    [Fact]
    public async Task Axis_OfTokens_IsBatchTimesLength()
    {
        var arms = await RecordAsync(Enumerable.Range(0, 11).Select(step => Point(step, step)), """{"batch": 32}""");
        var tokens = (await ReadAsync(arms, new CurveView { Axis = CurveAxis.Tokens })).X[^1];
        var flops = (await ReadAsync(arms, new CurveView { Axis = CurveAxis.Flops })).X[^1];
        var estimate = SpecEstimate.Of(arms[0].Spec!, null, 1);
        Assert.Equal((10 * 32.0 * arms[0].Spec!.Shape(null).InputLength, 10 * estimate.FlopsPerStep), (tokens, flops));
    }

    [Fact]
    public async Task Chart_AskedForByTwo_IsReadOnceUntilARunGoesOn()
    {
        var reader = portal.Services.GetRequiredService<CurveReader>();
        var arms = await RecordAsync(Enumerable.Range(0, 11).Select(step => Point(step, step)));
        var first = await reader.ReadAsync(arms, "train/loss", new CurveView());
        Assert.Same(first, await reader.ReadAsync(arms, "train/loss", new CurveView()));
        Assert.NotSame(first, await reader.ReadAsync([arms[0] with { Runs = [(arms[0].Runs[0].Id, 1, 11)] }], "train/loss", new CurveView()));
    }

    private async Task<IReadOnlyList<ArmRuns>> RecordAsync(IEnumerable<MetricPoint> points, string training = "{}")
    {
        var run = (await RecordedRuns.LaunchAsync(portal.Services, "one", ["""{"name": "one"}"""], [1], training))[0];
        await RecordedRuns.RecordAsync(portal.Services, run, points);
        return [new ArmRuns("one", new ArmColour(0), [(run.Id, run.Seed, run.Step)], RunSpec.ParseRun(run.Arm!.SpecJson).Spec)];
    }

    private Task<LineChart> ReadAsync(IReadOnlyList<ArmRuns> arms, CurveView view) => portal.Services.GetRequiredService<CurveReader>().DrawAsync(arms, "train/loss", view, CancellationToken.None);

    private static MetricPoint Point(int step, double value) => new("train/loss", step, value, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(step * 0.5));

    private static double Width(LineChart chart) => chart.X[chart.X.Length / 2] - chart.X[chart.X.Length / 2 - 1];
}
