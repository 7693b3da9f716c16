using LabPortal.Data.Metrics;
using LabPortal.Web.Curves;

namespace LabPortal.Web.Tests.Curves;

public sealed class SeedCurveTests
{
    private static readonly RunAxis Steps = new(1);

    [Fact]
    public void Curve_RecordedAtOtherSteps_LiesOnTheStraightLineBetweenItsPoints()
    {
        var curve = SeedCurve.Of(1, Points((0, 0), (10, 1), (20, 3)), Steps, [0, 5, 10, 15, 20, 25]);
        Assert.Equal([0, 0.5, 1, 2, 3, double.NaN], curve.Y);
    }

    [Fact]
    public void Curve_WithASpikeBetweenGridPoints_KeepsItInItsExtremes()
    {
        var curve = SeedCurve.Of(1, Points((0, 1), (4, 90), (10, 1)), Steps, [0, 10]);
        Assert.Equal([1, 1], curve.Y);
        Assert.Equal([1, 90], curve.High);
        Assert.Equal([1, 1], curve.Low);
    }

    [Fact]
    public void Curve_WithANaN_HasAGapAndSaysSo()
    {
        var curve = SeedCurve.Of(1, Points((0, 1), (10, double.NaN), (20, 1), (30, double.PositiveInfinity)), Steps, [0, 5, 10, 20, 30]);
        Assert.Equal([1, double.NaN, double.NaN, 1, double.NaN], curve.Y);
        Assert.Equal([false, false, true, false, true], curve.Lost);
    }

    [Fact]
    public void Curve_OverTokens_LiesWhereItsBatchSays()
    {
        var curve = SeedCurve.Of(1, Points((0, 0), (10, 1)), new RunAxis(512), [0, 2560, 5120]);
        Assert.Equal([0, 0.5, 1], curve.Y);
    }

    [Fact]
    public void Curve_OverTime_BeginsWithItsRun()
    {
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var curve = SeedCurve.Of(1, [MetricBucket.Of(0, 2, start.AddSeconds(4)), MetricBucket.Of(1, 4, start.AddSeconds(8))], new RunAxis(0, start), [4, 6, 8]);
        Assert.Equal([2, 3, 4], curve.Y);
    }

    [Fact]
    public void Grid_OfTwoSchedules_HasBothOnes() => Assert.Equal([0, 7, 10, 14, 20], SeedCurve.Grid([0, 10, 20, 0, 7, 14], (null, null), 100));

    [Fact]
    public void Grid_OfARange_KeepsThePointsBesideIt() => Assert.Equal([10, 20, 30], SeedCurve.Grid([0, 10, 20, 30, 40], (12, 28), 100));

    [Fact]
    public void Grid_OfTooMany_IsThinnedFromEndToEnd()
    {
        var grid = SeedCurve.Grid(Enumerable.Range(0, 1000).Select(i => (double)i), (null, null), 100);
        Assert.Equal(101, grid.Length);
        Assert.Equal((0, 999), (grid[0], grid[^1]));
        Assert.Equal(grid.Distinct().Order(), grid);
    }

    private static List<MetricBucket> Points(params (long Step, double Value)[] points) => points.Select(point => MetricBucket.Of(point.Step, point.Value, default)).ToList();
}
