using LabPortal.Web.Comparing;

namespace LabPortal.Web.Tests.Comparing;

public sealed class SummaryLineTests
{
    [Fact]
    public void Positions_OfThreeSeeds_AreMeansWithStudentsInterval()
    {
        // By hand at the first: mean 0.5, deviation 0.1, t(2) = 4.303; 0.4303 / sqrt 3 = 0.2484. One seed's answer is longer.
        var positions = SummaryLine.Fold([[0.4, 1], [0.5, 1], [0.6, 1, 0.25]]);
        Assert.Equal(0.5, positions[0]!.Value.Mean, 12);
        Assert.Equal(0.2484, positions[0]!.Value.Half!.Value, 4);
        Assert.Equal((1, 0.25), (positions[2]!.Value.Count, positions[2]!.Value.Mean));
    }

    [Fact]
    public void Positions_OfNoSeed_AreNone() => Assert.Empty(SummaryLine.Fold([]));
}
