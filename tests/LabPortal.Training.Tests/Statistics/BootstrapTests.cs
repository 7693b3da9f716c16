using LabPortal.Training.Statistics;

namespace LabPortal.Training.Tests.Statistics;

public sealed class BootstrapTests
{
    private static readonly double[] Hundred = [.. Enumerable.Range(0, 100).Select(i => i % 10 / 10.0)];

    [Fact]
    public void Mean_OfMany_IsNearTheNormalInterval()
    {
        // The bootstrap's deviation of the mean is the population's over sqrt n: 0.28723 / 10.
        var interval = Bootstrap.Mean(Hundred)!.Value;
        Assert.Equal(0.45 - 1.96 * 0.028723, interval.Low, 0.003);
        Assert.Equal(0.45 + 1.96 * 0.028723, interval.High, 0.003);
    }

    [Fact]
    public void Mean_OfTwo_SpansBoth() => Assert.Equal(new Interval(0, 1), Bootstrap.Mean([0, 1]));

    [Fact]
    public void Mean_Twice_IsTheSame() => Assert.Equal(Bootstrap.Mean(Sleep.First), Bootstrap.Mean(Sleep.First));

    [Fact]
    public void Mean_OfTooLittle_IsNone()
    {
        Assert.Null(Bootstrap.Mean([1]));
        Assert.Null(Bootstrap.Mean([1, double.NaN]));
    }

    [Fact]
    public void Paired_OverExamples_AgreesWithTheNormalTest()
    {
        // 200 examples: 30 right only here, 14 only there. Difference 0.08, deviation sqrt(0.22 − 0.0064) / sqrt 200 = 0.03268; z = 2.448, p = 0.0144.
        var a = Enumerable.Range(0, 200).Select(i => i < 30 || i >= 100 ? 1.0 : 0).ToList();
        var b = Enumerable.Range(0, 200).Select(i => i is >= 30 and < 44 || i >= 100 ? 1.0 : 0).ToList();
        var (interval, test) = Bootstrap.Paired(a, b);
        Assert.Equal(0.0144, test.P!.Value, 0.006);
        Assert.Equal(0.08 - 1.96 * 0.03268, interval!.Value.Low, 0.006);
        Assert.Equal(0.08 + 1.96 * 0.03268, interval.Value.High, 0.006);
    }

    [Fact]
    public void Paired_OfEqualExamples_SeesNoDifference()
    {
        var (interval, test) = Bootstrap.Paired([0, 1, 1], [0, 1, 1]);
        Assert.Equal(new Interval(0, 0), interval);
        Assert.Equal(1, test.P);
    }
}
