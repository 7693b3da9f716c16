using MathNet.Numerics.Distributions;

namespace LabPortal.Training.Statistics;

/// <summary>Wilcoxon's signed ranks of pairs. Pairs that agree say nothing and are left out.</summary>
public static class SignedRankTest
{
    public const string Name = "Wilcoxon signed-rank";

    /// <summary>From this many pairs on the normal curve serves, as in R.</summary>
    internal const int Large = 50;

    /// <summary>The statistic is V, the sum of ranks where a is larger. Exact below 50 pairs, also with ties, whose distribution is
    /// counted from the tied ranks themselves.</summary>
    public static TestOutcome Of(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var differences = Differences.Of(a, b);
        if (Differences.WhyNot(differences) is { } reason)
            return TestOutcome.Refuse(Name, reason);
        return differences.Count(difference => difference != 0) < Large ? Exact(differences) : Approximate(differences);
    }

    internal static TestOutcome Exact(IReadOnlyList<double> differences)
    {
        var (ranks, v) = Rank(differences);
        if (ranks.Doubled.Count == 0)
            return new TestOutcome(Name, 0, null, 1);
        // ways[s]: of all 2ⁿ ways to give the ranks a sign, how many sum to s.
        var ways = new double[ranks.Doubled.Sum() + 1];
        ways[0] = 1;
        foreach (var rank in ranks.Doubled)
            for (var sum = ways.Length - 1; sum >= rank; sum--)
                ways[sum] += ways[sum - rank];
        return new TestOutcome(Name, v / 2.0, null, Ranks.TwoSided(ways, v));
    }

    /// <summary>Normal, with continuity correction and R's term for ties.</summary>
    internal static TestOutcome Approximate(IReadOnlyList<double> differences)
    {
        var (ranks, v) = Rank(differences);
        double n = ranks.Doubled.Count;
        var off = v / 2.0 - n * (n + 1) / 4;
        var deviation = Math.Sqrt(n * (n + 1) * (2 * n + 1) / 24 - ranks.TieTerm / 48);
        var z = (off - Math.Sign(off) * 0.5) / deviation;
        return new TestOutcome(Name, v / 2.0, null, Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Abs(z))));
    }

    private static (Ranks Ranks, int V) Rank(IReadOnlyList<double> differences)
    {
        var counted = differences.Where(difference => difference != 0).ToList();
        var ranks = Ranks.Of([.. counted.Select(Math.Abs)]);
        return (ranks, ranks.Doubled.Where((_, i) => counted[i] > 0).Sum());
    }
}
