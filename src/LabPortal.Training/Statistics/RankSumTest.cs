using MathNet.Numerics.Distributions;

namespace LabPortal.Training.Statistics;

/// <summary>Mann and Whitney's test (Wilcoxon's rank sum) of two groups.</summary>
public static class RankSumTest
{
    public const string Name = "Mann-Whitney";

    /// <summary>The statistic is W, the number of pairs in which a is larger (a tie counts half). Exact when both groups are below 50,
    /// also with ties; else the normal curve.</summary>
    public static TestOutcome Of(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        if ((Differences.WhyNot(a, "seed") ?? Differences.WhyNot(b, "seed")) is { } reason)
            return TestOutcome.Refuse(Name, reason);
        return a.Count < SignedRankTest.Large && b.Count < SignedRankTest.Large ? Exact(a, b) : Approximate(a, b);
    }

    internal static TestOutcome Exact(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var ranks = Ranks.Of([.. a, .. b]);
        var own = ranks.Doubled.Take(a.Count).Sum();
        // ways[k][s]: how many choices of k ranks sum to s.
        var most = ranks.Doubled.OrderDescending().Take(a.Count).Sum();
        var ways = Enumerable.Range(0, a.Count + 1).Select(_ => new double[most + 1]).ToArray();
        ways[0][0] = 1;
        foreach (var rank in ranks.Doubled)
            for (var chosen = a.Count; chosen > 0; chosen--)
                for (var sum = most; sum >= rank; sum--)
                    ways[chosen][sum] += ways[chosen - 1][sum - rank];
        return new TestOutcome(Name, W(own, a.Count), null, Ranks.TwoSided(ways[a.Count], own));
    }

    /// <summary>Normal, with continuity correction and R's term for ties.</summary>
    internal static TestOutcome Approximate(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var ranks = Ranks.Of([.. a, .. b]);
        var (n, m) = ((double)a.Count, (double)b.Count);
        var w = W(ranks.Doubled.Take(a.Count).Sum(), a.Count);
        var off = w - n * m / 2;
        var variance = n * m / 12 * (n + m + 1 - ranks.TieTerm / ((n + m) * (n + m - 1)));
        var p = variance == 0 ? 1 : Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Abs((off - Math.Sign(off) * 0.5) / Math.Sqrt(variance))));
        return new TestOutcome(Name, w, null, p);
    }

    private static double W(int doubledSum, int count) => doubledSum / 2.0 - count * (count + 1) / 2.0;
}
