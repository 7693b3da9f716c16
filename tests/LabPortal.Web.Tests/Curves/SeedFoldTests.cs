using LabPortal.Web.Charts;
using LabPortal.Web.Curves;

namespace LabPortal.Web.Tests.Curves;

public sealed class SeedFoldTests
{
    private static readonly ArmRuns Arm = new("reversed", new ArmColour(1), [(Guid.NewGuid(), 1, 0), (Guid.NewGuid(), 2, 0), (Guid.NewGuid(), 3, 0)], null);

    [Fact]
    public void Interval_OfThreeSeeds_IsStudents()
    {
        // By hand: mean 2, deviation 1, t(2) = 4.303; 4.303 / sqrt 3 = 2.484.
        var line = Fold(new CurveView(), [1], [2], [3]).Single(line => line.Role == LineRole.Arm);
        Assert.Equal("reversed, n = 3", line.Label);
        Assert.Equal(2, line.Y[0]);
        Assert.Equal((2 - 2.484, 2 + 2.484), (line.Band!.Value.Low[0], line.Band.Value.High[0]), (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-3);
    }

    [Theory]
    [InlineData(SeedBand.Deviation, 1.0, 3.0)]
    [InlineData(SeedBand.Extremes, 1.0, 3.0)]
    public void Band_OfThreeSeeds_IsAsChosen(SeedBand band, double low, double high)
    {
        var line = Fold(new CurveView { Band = band }, [1], [2], [3]).Single(line => line.Role == LineRole.Arm);
        Assert.Equal((low, high), (line.Band!.Value.Low[0], line.Band.Value.High[0]));
    }

    [Fact]
    public void Band_WhereOneSeedIsLeft_IsNone()
    {
        var line = Fold(new CurveView(), [1, double.NaN], [3, 4])[0];
        Assert.Equal([2, 4], line.Y);
        Assert.True(double.IsNaN(line.Band!.Value.Low[1]));
    }

    [Fact]
    public void Band_OfNone_IsNotThere() => Assert.All(Fold(new CurveView { Band = SeedBand.None }, [1], [3]), line => Assert.Null(line.Band));

    [Fact]
    public void Smooth_Mean_IsSmoothedAfterAveragingAndTheRawOneStays()
    {
        var lines = Fold(new CurveView { Smooth = 0.5, Band = SeedBand.None }, [3, 7, 1], [5, 9, 3]);
        Assert.Equal([4, 20 / 3.0, 4], lines.Single(line => line.Role == LineRole.Arm).Y, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([4, 8, 2], lines.Single(line => line.Role == LineRole.Raw).Y);
        Assert.Equal(2, lines.Count(line => line.Role == LineRole.Seed));
    }

    [Fact]
    public void Line_ThatBeginsLate_IsSentFromThereOn()
    {
        var line = Fold(new CurveView(), [double.NaN, double.NaN, 5, 6, double.NaN])[0];
        Assert.Equal((2, 2), (line.Start, line.Y.Length));
    }

    [Fact]
    public void Lost_Stretches_AreFirstAndLength()
    {
        var seed = new SeedCurve(1, [1, double.NaN, double.NaN, 4, double.NaN], [1, 0, 0, 4, 0], [1, 0, 0, 4, 0], [false, true, true, false, true]);
        Assert.Equal([1, 2, 4, 1], SeedFold.Lines(Arm, [seed], new CurveView(), true, false).First().Lost);
    }

    private static List<ChartLine> Fold(CurveView view, params double[][] seeds) =>
        SeedFold.Lines(Arm, seeds.Select((values, i) => new SeedCurve(i + 1, values, values, values, new bool[values.Length])).ToList(), view, true, false).ToList();
}
