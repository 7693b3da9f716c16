using LabPortal.Web.Comparing;

namespace LabPortal.Web.Tests.Comparing;

public sealed class SeedMeanTests
{
    [Fact]
    public void SeedMean_OfThree_HasStudentsInterval()
    {
        // By hand: mean 2, deviation 1, t(2) = 4.303; 4.303 / sqrt 3 = 2.484.
        var mean = SeedMean.Of([1, 2, 3])!.Value;
        Assert.Equal(2, mean.Mean);
        Assert.Equal(2.484, mean.Half!.Value, 3);
    }

    [Fact]
    public void SeedMean_OfOne_HasNone() => Assert.Null(SeedMean.Of([0.5])!.Value.Half);

    [Fact]
    public void SeedMean_OfNothing_IsNothing() => Assert.Null(SeedMean.Of([]));

    [Theory]
    [InlineData(new[] { 0.5, 0.51, 0.49 }, new[] { 0.99, 1.0, 0.98 }, false)]
    [InlineData(new[] { 0.97, 1.0, 0.99 }, new[] { 0.99, 1.0, 0.98 }, true)]
    [InlineData(new[] { 1.0, 1.0 }, new[] { 1.0, 1.0 }, true)]
    [InlineData(new[] { 1.0 }, new[] { 0.5, 0.6 }, null)]
    public void Ties_OfTwoArms_AreWelchs(double[] a, double[] b, bool? expected) =>
        Assert.Equal(expected, SeedMean.Of(a)!.Value.TiesWith(SeedMean.Of(b)!.Value));
}
