using LabPortal.Training.Statistics;
using LabPortal.Web.Curves;

namespace LabPortal.Web.Comparing;

/// <summary>What a comparison comes to, in words.</summary>
/// <param name="Sure">Whether a test tells the leading arm from the baseline, or, where it is the baseline, from every other arm.</param>
public sealed record GlanceText(string Words, bool Sure)
{
    /// <summary>Null while fewer than two arms have a finished run.</summary>
    public static GlanceText? Of(ComparisonView view)
    {
        var (comparison, metric, against) = (view.Of, view.Metric, view.Baseline);
        if (comparison.Arms.Count(arm => arm.Finals(metric).Count > 0) < 2 || comparison.Best(metric) is not { } best || against is null)
            return null;
        var mean = best.Mean(metric)!.Value;
        var (shown, spread) = Controls.Words.WithSpread(mean.Mean, mean.Half);
        var leads = $"{best.Name} leads in {Lower(MetricNames.Title(metric))}: {shown}{(spread.Length > 0 ? $" ± {spread}" : "")} (n = {mean.Count}).";
        var one = view with { AllPairs = false };
        var pairs = one.Pairs.Zip(one.Verdicts(), (pair, verdict) => (pair.Arm, Verdict: verdict)).Where(pair => pair.Verdict.Of.Count > 0).ToList();
        return best == against
            ? new GlanceText($"{leads} {Others(pairs)}", pairs.All(pair => pair.Verdict.Finding == Finding.Worse))
            : pairs.FirstOrDefault(pair => pair.Arm == best) is { Verdict: { } verdict }
                ? new GlanceText($"{leads} {Against(verdict, against.Name)}{Ties(comparison, metric, best, against)}", verdict.Finding == Finding.Better)
                : new GlanceText($"{leads} {against.Name} has no finished run to compare with.", false);
    }

    private static string Against(SeedVerdict verdict, string name) => verdict.Finding is Finding.Better
        ? $"Against {name} that is {Controls.Words.Difference(verdict.Of.Difference!.Value, verdict.Of.Interval)}{Over(verdict.Of)}, and sure: {Lower(verdict.Of.Decisive.Test)}, p {Is(verdict.Adjusted!.Value)} after Holm's correction."
        : $"Against {name}{(verdict.Of.Difference is { } difference ? $" that is {Controls.Words.Difference(difference, verdict.Of.Interval)}{Over(verdict.Of)}" : "")}: {verdict.Words}.";

    // The difference of the means that stand in the table is another one then.
    private static string Over(SeedComparison of) => of.Paired && of.Count < Math.Max(of.Arm.Values.Count, of.Baseline.Values.Count) ? $" over the {of.Count} seeds that both have" : "";

    private static string Others(List<(ComparedArm Arm, SeedVerdict Verdict)> pairs) =>
        string.Join(" ", pairs.GroupBy(pair => pair.Verdict.Words).Select(same => $"{string.Join(", ", same.Select(pair => pair.Arm.Name))}: {same.Key}."));

    private static string Ties(Comparison comparison, string metric, ComparedArm best, ComparedArm against)
    {
        var standings = comparison.Standings();
        var near = comparison.Arms.Where(arm => arm != best && arm != against && standings.GetValueOrDefault((arm.Id, metric)) is Standing.Tied or Standing.Open).Select(arm => arm.Name).ToList();
        return near.Count > 0 ? $" No test tells {string.Join(", ", near)} from it." : "";
    }

    private static string Is(double p) => p < 0.001 ? Controls.Words.P(p) : $"= {Controls.Words.P(p)}";

    private static string Lower(string title) => title.Length > 1 && char.IsLower(title[1]) ? char.ToLowerInvariant(title[0]) + title[1..] : title;
}
