namespace LabPortal.Data.Runs;

/// <summary>Which checkpoints of a run are kept when it writes another.</summary>
/// <param name="Newest">So many of the newest: more than one, so that a torn one does not start a run over.</param>
/// <param name="Best">So many of those at which the run's headline metric stood best.</param>
public sealed record RetentionSettings(int Newest, int Best)
{
    public const string Key = "retention";
    public const int Most = 100;

    public static readonly RetentionSettings Default = new(3, 0);

    /// <returns>What is wrong, by field; empty where nothing is.</returns>
    public IReadOnlyDictionary<string, string> Problems()
    {
        var problems = new Dictionary<string, string>();
        if (Newest is < 2 or > Most) problems["newest"] = $"Keep 2 to {Most} of the newest: should the last one be torn, the run goes on from the one before.";
        if (Best is < 0 or > Most) problems["best"] = $"Keep 0 to {Most} of the best.";
        return problems;
    }

    /// <summary>Those that are not kept.</summary>
    public IReadOnlyList<Checkpoint> Superfluous(IReadOnlyCollection<Checkpoint> checkpoints, bool higherIsBetter)
    {
        var kept = checkpoints.OrderByDescending(checkpoint => checkpoint.Step).ThenByDescending(checkpoint => checkpoint.At).Take(Newest);
        var best = checkpoints.Where(checkpoint => checkpoint.Score is not null)
            .OrderBy(checkpoint => higherIsBetter ? -checkpoint.Score : checkpoint.Score).ThenBy(checkpoint => checkpoint.Step).Take(Best);
        return [.. checkpoints.Except(kept.Concat(best))];
    }
}
