namespace LabPortal.Training.Statistics;

/// <summary>Holm's correction: with it, the chance of one false finding in the whole table stays below the level.</summary>
public static class Holm
{
    /// <summary>The adjusted p of each, in the order given. A test without a p takes no part.</summary>
    public static IReadOnlyList<double?> Adjust(IReadOnlyList<double?> p)
    {
        var adjusted = new double?[p.Count];
        var order = Enumerable.Range(0, p.Count).Where(i => p[i] is not null).OrderBy(i => p[i]).ToList();
        var highest = 0.0;
        foreach (var (i, rank) in order.Select((i, rank) => (i, rank)))
            adjusted[i] = highest = Math.Max(highest, Math.Min(1, (order.Count - rank) * p[i]!.Value));
        return adjusted;
    }
}
