using LabPortal.Data.Runs;
using LabPortal.Training.Statistics;

namespace LabPortal.Web.Comparing;

/// <summary>Two arms over the same evaluation examples: whether other examples might have turned it round. Seeds say whether other trainings might.</summary>
/// <param name="Examples">How many examples both answered.</param>
/// <param name="Interval">Of the mean difference, by resampling examples; each counts with its mean over seeds.</param>
/// <param name="Seeds">Seed by seed, on how many examples only one of the two was right, or counts, and McNemar's p. Empty for a loss.</param>
public sealed record ExampleTest(
    ComparedArm Arm, ComparedArm Against, int Examples, double Difference, Interval? Interval, TestOutcome Test,
    IReadOnlyList<(long Seed, int OnlyArm, int OnlyAgainst, double P)> Seeds)
{
    private const string Loss = "eval/loss";

    /// <summary>The metrics that are a mean over examples.</summary>
    public static bool Has(string metric) => metric == Loss || PromptShare.Find(metric) is { IsMean: true };

    /// <summary>Null where the arms' runs did not answer the same examples, or nobody kept what came of each.</summary>
    public static ExampleTest? Of(ComparedArm arm, ComparedArm against, string metric, IReadOnlyDictionary<Guid, ExampleOutcomes> outcomes)
    {
        var (mine, theirs) = (Kept(arm, metric, outcomes), Kept(against, metric, outcomes));
        if (mine.Count == 0 || theirs.Count == 0 || mine.Values.Concat(theirs.Values).Select(kept => (kept.EvaluationSet, kept.Count)).Distinct().Count() > 1)
            return null;
        var (a, b) = (Means(mine.Values, metric), Means(theirs.Values, metric));
        var (interval, test) = Bootstrap.Paired(a, b);
        var seeds = PromptShare.Find(metric) is { } share ? mine.Keys.Intersect(theirs.Keys).Select(seed => McNemar(seed, share.Counts(mine[seed])!, share.Counts(theirs[seed])!)).ToList() : [];
        return new ExampleTest(arm, against, a.Count, a.Average() - b.Average(), interval, test, seeds);
    }

    private static Dictionary<long, ExampleOutcomes> Kept(ComparedArm arm, string metric, IReadOnlyDictionary<Guid, ExampleOutcomes> outcomes) =>
        arm.BySeed.Where(seed => outcomes.TryGetValue(seed.Value.Id, out var kept) && (metric == Loss || PromptShare.Find(metric)?.Flags(kept) is not null)).ToDictionary(seed => seed.Key, seed => outcomes[seed.Value.Id]);

    private static List<double> Means(IReadOnlyCollection<ExampleOutcomes> runs, string metric)
    {
        var values = runs.Select(run => metric == Loss ? run.Loss().Select(loss => (double)loss).ToArray() : PromptShare.Find(metric)!.Counts(run)!.Select(counts => counts ? 1.0 : 0).ToArray()).ToList();
        return [.. Enumerable.Range(0, values[0].Length).Select(i => values.Average(run => run[i]))];
    }

    private static (long, int, int, double) McNemar(long seed, bool[] a, bool[] b)
    {
        var (onlyArm, onlyAgainst) = (a.Zip(b).Count(pair => pair is { First: true, Second: false }), a.Zip(b).Count(pair => pair is { First: false, Second: true }));
        return (seed, onlyArm, onlyAgainst, McNemarTest.Exact(onlyArm, onlyAgainst).P!.Value);
    }
}
