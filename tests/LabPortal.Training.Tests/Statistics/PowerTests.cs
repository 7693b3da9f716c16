using LabPortal.Training.Statistics;

namespace LabPortal.Training.Tests.Statistics;

public sealed class PowerTests
{
    [Fact]
    public void Of_Twenty_IsThatOfR() => Assert.Equal(0.8689528, Power.Of(20, 1, 1, paired: false), 7);

    [Theory]
    // power.t.test(power = .90, delta = 1)
    [InlineData(1, 0.9, false, 22.02110)]
    // pwr.t.test(d = 0.5, power = 0.8), two samples and paired; it adds the tail on the wrong side, which is worth 0.0002 of a seed.
    [InlineData(0.5, 0.8, false, 63.76561)]
    [InlineData(0.5, 0.8, true, 33.36713)]
    public void Needed_ForAPower_IsThatOfR(double difference, double power, bool paired, double expected) =>
        Assert.Equal(expected, Power.Needed(difference, 1, paired, power)!.Value, 0.0002);

    [Fact]
    public void Detectable_IsTheDifferenceThatNeedsAsMany()
    {
        Assert.Equal(1, Power.Detectable(20, 1, paired: false, 0.8689528)!.Value, 6);
        Assert.Equal(0.0168, Power.Detectable(5, 0.01, paired: true)!.Value, 4);
        Assert.Equal(5, Power.Needed(Power.Detectable(5, 0.01, paired: true)!.Value, 0.01, paired: true)!.Value, 5);
    }

    [Theory]
    [InlineData(0.05, 0, 2.0)]
    [InlineData(0.05, 1e-6, 2.0)]
    [InlineData(0, 0.1, null)]
    [InlineData(0.05, double.NaN, null)]
    [InlineData(double.NaN, 0.05, null)]
    [InlineData(1e-6, 1, null)]
    public void Needed_AtTheEdges_IsDefined(double difference, double deviation, double? expected) =>
        Assert.Equal(expected, Power.Needed(difference, deviation, paired: true));

    [Fact]
    public void Detectable_ByOne_IsNothing() => Assert.Null(Power.Detectable(1, 0.1, paired: true));

    [Theory]
    [InlineData(1.5, 1)]
    [InlineData(2.2, 3)]
    [InlineData(-0.7, 30)]
    [InlineData(1.96, 200000)]
    public void NoncentralT_WithoutADifference_IsStudents(double t, double freedom) =>
        Assert.Equal(MathNet.Numerics.Distributions.StudentT.CDF(0, 1, freedom, -t), NoncentralT.Above(t, freedom, 0), 8);
}
