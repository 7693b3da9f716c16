using LabPortal.Web.Curves;

namespace LabPortal.Web.Tests.Curves;

public sealed class SmoothingTests
{
    [Fact]
    public void Smooth_OfThree_IsTheWeightedMeanOfAllBefore()
    {
        // By hand with weight 0.5: 4; (0.5·4 + 8) / 1.5 = 6.6667; (0.25·4 + 0.5·8 + 2) / 1.75 = 4.
        Assert.Equal([4, 20 / 3.0, 4], Smoothing.Smooth([4, 8, 2], 0.5), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Smooth_OfAConstant_IsIt() => Assert.All(Smoothing.Smooth([3, 3, 3, 3], 0.99), value => Assert.Equal(3, value, 12));

    [Fact]
    public void Smooth_OverAGap_KeepsItAndGoesOnBehindIt() =>
        Assert.Equal([4, double.NaN, 20 / 3.0], Smoothing.Smooth([4, double.NaN, 8], 0.5), (a, b) => double.IsNaN(a) ? double.IsNaN(b) : Math.Abs(a - b) < 1e-12);
}
