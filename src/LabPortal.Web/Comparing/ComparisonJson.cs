using LabPortal.Training.Statistics;

namespace LabPortal.Web.Comparing;

/// <summary>A comparison with everything that its page says, for programs. A number that is not finite is null.</summary>
public static class ComparisonJson
{
    public static object Of(ComparisonView view, IReadOnlyList<ExampleTest> examples, IReadOnlyDictionary<(Guid Arm, string Metric), Interval> prompts) => new
    {
        view.Of.Title, view.Metric, baseline = view.Baseline?.Name, view.Of.Chance,
        arms = ArmFigure.Of(view.Of, prompts).GroupBy(cell => cell.Arm).Select(row => new
        {
            row.Key.Name,
            runs = row.Key.All.Select(run => new { run.Number, run.Seed, state = run.State.ToString().ToLowerInvariant() }),
            published = view.Of.PublishedFor(row.Key) is { } figure ? new { figure.Value, figure.Text, figure.Source } : null,
            terms = row.Key.Terms.ToDictionary(term => term.Name, term => term.Shown),
            metrics = row.ToDictionary(cell => cell.Metric, cell => new
            {
                n = cell.Summary?.Count ?? 0, mean = Finite(cell.Summary?.Mean), sd = Finite(cell.Summary?.Deviation), ci95 = Pair(cell.Summary?.Interval), bootstrap95 = Pair(cell.Bootstrap), promptsAndSeeds95 = Pair(cell.Prompts),
                standing = Csv.Word(cell.Standing),
                seeds = row.Key.Group(cell.Metric).Values.ToDictionary(seed => $"{seed.Key}", seed => Finite(seed.Value)),
            }),
        }),
        differences = (view.Of.Arms.Count > 1 ? view.Of.Differences(view.Baseline?.Name) : []).Select(difference => new { difference.Name, difference.Binding, values = difference.Values.Select(value => new { arm = value.Arm.Name, value = value.Shown }) }),
        tests = view.Verdicts().Select(verdict => Test(verdict, verdict.Of)),
        examples = examples.Select(test => new
        {
            arm = test.Arm.Name, baseline = test.Against.Name, test.Examples, test.Difference, ci95 = Pair(test.Interval), test = test.Test.Test, p = test.Test.P,
            mcNemar = test.Seeds.Select(seed => new { seed.Seed, seed.OnlyArm, onlyBaseline = seed.OnlyAgainst, seed.P, chiSquared = McNemarTest.Corrected(seed.OnlyArm, seed.OnlyAgainst).Statistic }),
        }),
    };

    private static object Test(SeedVerdict verdict, SeedComparison of) => new
    {
        arm = of.Arm.Name, baseline = of.Baseline.Name, design = of.Paired ? "paired by seed" : "two groups", n = of.Count, of.Seeds,
        of.Difference, ci95 = Pair(of.Interval), test = of.Decisive.Test, of.Decisive.Statistic, df = of.Decisive.Freedom, of.Decisive.P, pHolm = verdict.Adjusted, whyNoTest = of.Decisive.WhyNot,
        ranks = new { test = of.Ranks.Test, of.Ranks.P }, effect = new { name = of.EffectName, value = of.Effect }, of.CliffsDelta, detectable = verdict.Detectable, needed = verdict.Needed, verdict = verdict.Words,
    };

    private static double[]? Pair(Interval? interval) => interval is { } range ? [range.Low, range.High] : null;

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
