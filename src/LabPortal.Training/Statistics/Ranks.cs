namespace LabPortal.Training.Statistics;

/// <summary>Ranks from 1, ties sharing the mean of theirs. Kept doubled, so that they are whole numbers and their sums can be counted.</summary>
/// <param name="TieTerm">Σ (t³ − t) over groups of t equal values: what ties take from a rank sum's variance.</param>
internal sealed record Ranks(IReadOnlyList<int> Doubled, double TieTerm)
{
    public static Ranks Of(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToList();
        var doubled = new int[values.Count];
        var ties = 0.0;
        for (int from = 0, to; from < order.Count; from = to)
        {
            for (to = from + 1; to < order.Count && values[order[to]] == values[order[from]]; to++) { }
            for (var i = from; i < to; i++)
                doubled[order[i]] = from + 1 + to;
            ties += Math.Pow(to - from, 3) - (to - from);
        }
        return new Ranks(doubled, ties);
    }

    /// <summary>Two-sided: the smaller tail, twice, and never more than 1.</summary>
    public static double TwoSided(double[] ways, int observed)
    {
        var total = ways.Sum();
        var low = ways.Take(observed + 1).Sum();
        var high = ways.Skip(observed).Sum();
        return Math.Min(1, 2 * Math.Min(low, high) / total);
    }
}
