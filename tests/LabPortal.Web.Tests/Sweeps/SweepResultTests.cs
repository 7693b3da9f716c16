using LabPortal.Web.Sweeps;

namespace LabPortal.Web.Tests.Sweeps;

public sealed class SweepResultTests
{
    private static readonly SweepResult Result = SweepResult.Of("""{"temperature":{"values":[0,1],"creativity":[0.1,0.3],"coherence":[1,null]},"steps":{"values":[1,2,4],"creativity":[0,0.2,0.25]},"note":"x"}""");

    [Fact]
    public void Quantities_OfASweep_AreWhatWasMeasured() => Assert.Equal(["creativity", "coherence"], Result.Quantities);

    [Fact]
    public void Points_OfAQuantity_LieAtTheirValues()
    {
        Assert.Equal([(1, 0), (2, 0.2), (4, 0.25)], Result.Points(SweepAxis.All.Single(axis => axis.Key == "steps"), "creativity"));
        Assert.Equal([(0, 1.0)], Result.Points(SweepAxis.All.Single(axis => axis.Key == "temperature"), "coherence"));
    }

    [Fact]
    public void Points_OfAnAxisThatWasNotSwept_AreNone() => Assert.Empty(Result.Points(SweepAxis.All.Single(axis => axis.Key == "top-p"), "creativity"));
}
