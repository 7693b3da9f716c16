using LabPortal.Training.Statistics;

namespace LabPortal.Web.Comparing;

/// <summary>Holds every cell of a table against the best of its metric, p corrected by Holm over the whole table.</summary>
public static class Standings
{
    /// <param name="cells">By any key; cells of one metric are held against each other.</param>
    public static IReadOnlyDictionary<TKey, Standing> Of<TKey>(IReadOnlyList<(TKey Key, string Metric, SeedGroup Group)> cells) where TKey : notnull
    {
        var best = cells.GroupBy(cell => cell.Metric).Select(BestOf).Where(found => found is not null).ToDictionary(found => found!.Value.Metric, found => found!.Value);
        var others = cells.Where(cell => best.TryGetValue(cell.Metric, out var of) && !cell.Key.Equals(of.Key)).ToList();
        var verdicts = SeedVerdict.Table([.. others.Select(cell =>
            (SeedComparison.Of(cell.Group, best[cell.Metric].Group), MetricSense.HigherIsBetter(cell.Metric), MetricSense.WorthSeeing(cell.Metric, best[cell.Metric].Group.Summary!.Value.Mean)))]);
        return others.Zip(verdicts, (cell, verdict) => (cell.Key, Standing: Of(verdict))).Concat(best.Values.Select(cell => (cell.Key, Standing: Standing.Best)))
            .ToDictionary(cell => cell.Key, cell => cell.Standing);
    }

    /// <summary>What follows the number: what it means is in <see cref="Words"/>.</summary>
    public static string Mark(Standing standing) => standing switch { Standing.Tied => " =", Standing.Open => " ?", _ => "" };

    public static string? Words(Standing standing) => standing switch
    {
        Standing.Best => "The best",
        Standing.Tied => "Tied with the best: a test, corrected over the table, would have shown a difference that matters, and shows none",
        Standing.Open => "Not told from the best, but the seeds are too few for a test to show it",
        _ => null,
    };

    // The only one that has a number is no best.
    private static (TKey Key, string Metric, SeedGroup Group)? BestOf<TKey>(IEnumerable<(TKey Key, string Metric, SeedGroup Group)> cells)
    {
        var having = cells.Where(cell => cell.Group.Summary is { } summary && double.IsFinite(summary.Mean)).ToList();
        return having.Count < 2 ? null : MetricSense.HigherIsBetter(having[0].Metric) ? having.MaxBy(cell => cell.Group.Summary!.Value.Mean) : having.MinBy(cell => cell.Group.Summary!.Value.Mean);
    }

    private static Standing Of(SeedVerdict verdict) => verdict.Finding switch
    {
        Finding.NoDifference => Standing.Tied,
        Finding.OnlyAlone => Standing.Open,
        Finding.TooFewSeeds when verdict.Of.Test.P is not null => Standing.Open,
        _ => Standing.Behind,
    };
}
