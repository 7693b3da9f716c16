using LabPortal.Training.Statistics;

namespace LabPortal.Training.Tests.Statistics;

public sealed class EffectSizeTests
{
    [Fact]
    public void CohensD_OfSleep_IsThatOfR() => Assert.Equal(-0.8321811, EffectSize.CohensD(Sleep.First, Sleep.Second)!.Value, 6);

    [Fact]
    public void HedgesG_OfSleep_IsThatOfR()
    {
        // The usual approximation 1 − 3 / (4·18 − 1) of the factor gives −0.7970.
        Assert.Equal(-0.7970, EffectSize.HedgesG(Sleep.First, Sleep.Second)!.Value, 0.0002);
        // By hand: n = 2 and 2, factor Γ(1) / (1 · Γ(½)) = 1 / sqrt π.
        Assert.Equal(EffectSize.CohensD([0, 2], [3, 5])!.Value / Math.Sqrt(Math.PI), EffectSize.HedgesG([0, 2], [3, 5])!.Value, 12);
    }

    [Fact]
    public void PairedD_OfSleep_IsTOverRootN() => Assert.Equal(-4.0621 / Math.Sqrt(10), EffectSize.PairedD(Sleep.First, Sleep.Second)!.Value, 0.00002);

    [Fact]
    public void CliffsDelta_ByHand_CountsPairs() => Assert.Equal(-5.0 / 9, EffectSize.CliffsDelta([1, 2, 3], [2, 3, 4])!.Value, 12);

    [Fact]
    public void EffectSize_WithoutSpread_IsNone()
    {
        Assert.Null(EffectSize.CohensD([1, 1], [2, 2]));
        Assert.Null(EffectSize.HedgesG([1], [2]));
        Assert.Null(EffectSize.PairedD([1, 1], [2, 2]));
        Assert.Null(EffectSize.CohensD([1, double.NaN], [2, 3]));
        Assert.Null(EffectSize.CliffsDelta([1, double.NaN], [2, 3]));
    }
}
