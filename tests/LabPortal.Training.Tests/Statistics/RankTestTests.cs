using LabPortal.Training.Statistics;

namespace LabPortal.Training.Tests.Statistics;

/// <summary>R's examples of wilcox.test; one-sided p there is half of ours.</summary>
public sealed class RankTestTests
{
    // airquality, ozone in May and August of 1973.
    private static readonly double[] May = [41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37];
    private static readonly double[] August = [39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84, 85];

    [Fact]
    public void SignedRank_OfDepressionScores_IsThatOfR()
    {
        var test = SignedRankTest.Of([1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30], [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]);
        Assert.Equal(40, test.Statistic);
        Assert.Equal(2 * 0.01953, test.P!.Value, 4);
    }

    [Fact]
    public void SignedRank_ByTheNormalCurve_IsThatOfR()
    {
        // wilcox.test(extra ~ group, sleep, paired): one zero and two ties; V = 0, p = 0.009091.
        var test = SignedRankTest.Approximate([.. Sleep.First.Zip(Sleep.Second, (a, b) => Math.Round(a - b, 9))]);
        Assert.Equal(0, test.Statistic);
        Assert.Equal(0.009091, test.P!.Value, 6);
    }

    [Fact]
    public void SignedRank_WithTiesAndZeros_CountsEverySign()
    {
        // By hand: the nine that differ all point one way, one of 2⁹ ways, on either side.
        Assert.Equal(2.0 / 512, SignedRankTest.Exact([-1.2, -2.4, -1.3, -1.3, 0, -1, -1.8, -0.8, -4.6, -1.4]).P!.Value, 12);
        // Ranks 1.5, 1.5, 3 with signs + − +. The 8 ways sum to 0, 1.5, 1.5, 3, 3, 4.5, 4.5, 6: three reach 4.5.
        Assert.Equal(4.5, SignedRankTest.Exact([1, -1, 2]).Statistic);
        Assert.Equal(2 * 3.0 / 8, SignedRankTest.Exact([1, -1, 2]).P!.Value, 12);
    }

    [Fact]
    public void SignedRank_OfPairsThatAgree_SeesNoDifference() => Assert.Equal(1, SignedRankTest.Of([0.5, 0.6], [0.5, 0.6]).P);

    [Fact]
    public void RankSum_OfPermeability_IsThatOfR()
    {
        var test = RankSumTest.Of([0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46], [1.15, 0.88, 0.90, 0.74, 1.21]);
        Assert.Equal(35, test.Statistic);
        Assert.Equal(0.2544, test.P!.Value, 4);
    }

    [Fact]
    public void RankSum_ByTheNormalCurve_IsThatOfR()
    {
        var test = RankSumTest.Approximate(May, August);
        Assert.Equal(127.5, test.Statistic);
        Assert.Equal(0.0001208, test.P!.Value, 7);
        Assert.Equal(test.P.Value, RankSumTest.Exact(May, August).P!.Value, 4);
    }

    [Fact]
    public void RankSum_WithTies_CountsEveryChoice()
    {
        // By hand: of the 6 ways to take two of the ranks 1, 2.5, 2.5, 4, two sum to at most 3.5.
        var test = RankSumTest.Exact([1, 2], [2, 3]);
        Assert.Equal(0.5, test.Statistic);
        Assert.Equal(2 * 2.0 / 6, test.P!.Value, 12);
    }

    [Fact]
    public void RankSum_OfEqualGroups_SeesNoDifference()
    {
        Assert.Equal(1, RankSumTest.Of([1, 1, 1], [1, 1, 1]).P);
        Assert.Equal(1, RankSumTest.Approximate([1, 1, 1], [1, 1, 1]).P);
    }

    [Fact]
    public void Ranks_WithAValueThatIsNotFinite_AreNotMade()
    {
        Assert.Contains("not finite", SignedRankTest.Of([1, double.NaN], [1, 2]).WhyNot);
        Assert.Contains("not finite", RankSumTest.Of([1, double.NaN], [1, 2]).WhyNot);
        Assert.Contains("at least two", RankSumTest.Of([1], [1, 2]).WhyNot);
    }
}
