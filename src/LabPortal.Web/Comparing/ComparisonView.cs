using System.Globalization;
using LabPortal.Training.Statistics;

namespace LabPortal.Web.Comparing;

/// <summary>How a comparison is looked at, as a URL says it: the metric that decides, the arm that others are held against, and which pairs.</summary>
/// <param name="See">The least difference that matters; null for the usual.</param>
/// <param name="Errors">What of the URL makes no sense here: the field, and a sentence. The usual takes its place.</param>
public sealed record ComparisonView(Comparison Of, string Metric, ComparedArm? Baseline, bool AllPairs, double? See, IReadOnlyList<(string Field, string Message)> Errors)
{
    public static ComparisonView Read(Comparison of, string? metric, string? baseline, string? pairs, string? see)
    {
        var errors = new List<(string, string)>();
        var known = string.IsNullOrEmpty(metric) || metric == of.Headline || of.Metrics.Contains(metric);
        if (!known)
            errors.Add(("metric", $"No run here has a metric \"{metric}\". There are: {string.Join(", ", of.Metrics)}."));
        if (!string.IsNullOrEmpty(baseline) && of.Arms.All(arm => arm.Name != baseline))
            errors.Add(("baseline", $"There is no arm \"{baseline}\". There are: {string.Join(", ", of.Arms.Select(arm => arm.Name))}."));
        var difference = double.TryParse(see, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 && double.IsFinite(number) ? number : (double?)null;
        if (!string.IsNullOrEmpty(see) && difference is null)
            errors.Add(("see", $"\"{see}\" is not a difference. It takes a number above 0."));
        return new ComparisonView(of, known && !string.IsNullOrEmpty(metric) ? metric : of.Headline, of.Arms.Count == 0 ? null : of.Baseline(baseline), pairs == "true", difference, errors);
    }

    public double WorthSeeing => See ?? MetricSense.WorthSeeing(Metric, Baseline?.Mean(Metric)?.Mean ?? 0);

    public IReadOnlyList<(ComparedArm Arm, ComparedArm Against)> Pairs => Of.Pairs(Baseline?.Name, AllPairs);

    /// <summary>Of each of <see cref="Pairs"/>, p corrected over all of them.</summary>
    public IReadOnlyList<SeedVerdict> Verdicts() => Of.Verdicts(Metric, Baseline?.Name, AllPairs, See);
}
