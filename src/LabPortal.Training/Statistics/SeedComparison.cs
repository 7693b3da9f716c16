namespace LabPortal.Training.Statistics;

/// <summary>One arm against another in one metric: by how much, and how sure that is. Differences are arm − baseline.</summary>
/// <param name="Seeds">The seeds that were paired; empty where the groups were compared as they are.</param>
/// <param name="Interval">Of the difference, by t.</param>
/// <param name="Ranks">The same question without a bell curve, which has an answer where t has none.</param>
/// <param name="Effect">d_z for pairs, else Hedges' g.</param>
/// <param name="Deviation">What a plan for more seeds starts from: of the differences, or pooled over the groups.</param>
public sealed record SeedComparison(
    SeedGroup Arm, SeedGroup Baseline, IReadOnlyList<long> Seeds, double? Difference, Interval? Interval,
    TestOutcome Test, TestOutcome Ranks, double? Effect, double? CliffsDelta, double? Deviation)
{
    public bool Paired => Seeds.Count > 0;

    /// <summary>Pairs, or the smaller group.</summary>
    public int Count => Paired ? Seeds.Count : Math.Min(Arm.Values.Count, Baseline.Values.Count);

    /// <summary>The test that counts: t, or ranks where t has no answer.</summary>
    public TestOutcome Decisive => Test.P is null && Ranks.P is not null ? Ranks : Test;

    public string EffectName => Paired ? "d_z" : "Hedges' g";

    /// <summary>Chooses by design: paired by seed where the arms share at least two seeds and half of all they have, else as two groups.
    /// Seeds that only one of a pair has are left out of a paired comparison. Where all pairs differ by exactly the same, which leaves
    /// no spread to pair by, the groups' own spread serves.</summary>
    public static SeedComparison Of(SeedGroup arm, SeedGroup baseline)
    {
        var shared = arm.Values.Keys.Intersect(baseline.Values.Keys).Order().ToList();
        var all = arm.Values.Keys.Union(baseline.Values.Keys).Count();
        var groups = Groups(arm, baseline);
        if (shared.Count < 2 || 2 * shared.Count < all)
            return groups;
        var pairs = Pairs(arm, baseline, shared);
        return pairs is { Test.P: null, Difference: not 0.0 } && groups.Test.P is not null ? groups : pairs;
    }

    private static SeedComparison Pairs(SeedGroup arm, SeedGroup baseline, List<long> shared)
    {
        double[] a = [.. shared.Select(seed => arm.Values[seed])], b = [.. shared.Select(seed => baseline.Values[seed])];
        var (interval, test) = TTest.Paired(a, b);
        var difference = Summary.Of(Differences.Of(a, b));
        return new SeedComparison(
            arm, baseline, shared, Finite(difference?.Mean), interval, test, SignedRankTest.Of(a, b),
            EffectSize.PairedD(a, b), EffectSize.CliffsDelta(a, b), difference?.Deviation);
    }

    private static SeedComparison Groups(SeedGroup arm, SeedGroup baseline)
    {
        double[] a = [.. arm.Values.Values], b = [.. baseline.Values.Values];
        var (interval, test) = TTest.Welch(a, b);
        var deviation = arm.Summary?.Deviation is { } first && baseline.Summary?.Deviation is { } second
            ? EffectSize.Pooled(first, a.Length, second, b.Length) : (double?)null;
        return new SeedComparison(
            arm, baseline, [], Finite(arm.Summary?.Mean - baseline.Summary?.Mean), interval, test, RankSumTest.Of(a, b),
            EffectSize.HedgesG(a, b), EffectSize.CliffsDelta(a, b), deviation);
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
