using LabPortal.Training.Statistics;

namespace LabPortal.Training.Tests.Statistics;

public sealed class TTestTests
{
    [Fact]
    public void Paired_OfSleep_IsThatOfR()
    {
        var (interval, test) = TTest.Paired(Sleep.First, Sleep.Second);
        Assert.Equal(-4.0621, test.Statistic!.Value, 4);
        Assert.Equal(9, test.Freedom);
        Assert.Equal(0.002833, test.P!.Value, 6);
        Assert.Equal(-2.4598858, interval!.Value.Low, 7);
        Assert.Equal(-0.7001142, interval.Value.High, 7);
    }

    [Fact]
    public void Welch_OfSleep_IsThatOfR()
    {
        var (interval, test) = TTest.Welch(Sleep.First, Sleep.Second);
        Assert.Equal(-1.8608, test.Statistic!.Value, 4);
        Assert.Equal(17.776, test.Freedom!.Value, 3);
        Assert.Equal(0.07939, test.P!.Value, 5);
        Assert.Equal(-3.3654832, interval!.Value.Low, 7);
        Assert.Equal(0.2054832, interval.Value.High, 7);
    }

    [Theory]
    [InlineData(new[] { 0.9, 0.9, 0.9 }, new[] { 0.5, 0.5, 0.5 }, "no spread")]
    [InlineData(new[] { 0.3, 0.3 }, new[] { 0.3, 0.3 }, "no spread")]
    [InlineData(new[] { 0.5 }, new[] { 0.6 }, "at least two")]
    [InlineData(new double[0], new double[0], "at least two")]
    [InlineData(new[] { 0.5, double.NaN, 0.7 }, new[] { 0.6, 0.6, 0.6 }, "not finite")]
    [InlineData(new[] { 0.5, double.PositiveInfinity }, new[] { 0.6, 0.7 }, "not finite")]
    public void TTest_WithNothingToGoBy_SaysWhy(double[] a, double[] b, string why)
    {
        foreach (var (interval, test) in new[] { TTest.Paired(a, b), TTest.Welch(a, b) })
        {
            Assert.Null(interval);
            Assert.Null(test.P);
            Assert.Contains(why, test.WhyNot);
        }
    }

    [Fact]
    public void Welch_WithOneGroupWithoutSpread_GoesByTheOther()
    {
        // By hand: difference 0.5, error 0.1 / sqrt 3, freedom 2.
        var (_, test) = TTest.Welch([1, 1, 1], [0.4, 0.5, 0.6]);
        Assert.Equal(2, test.Freedom!.Value, 9);
        Assert.Equal(5 * Math.Sqrt(3), test.Statistic!.Value, 9);
    }
}
