using LabPortal.Training.Statistics;

namespace LabPortal.Web.Comparing;

/// <summary>A comparison as tidy tables: a row for each arm and metric, and a row for each test.</summary>
public static class ComparisonCsv
{
    public static string Arms(Comparison of, IReadOnlyDictionary<(Guid Arm, string Metric), Interval> prompts) => Csv.Text(
        ["arm", "metric", "n", "mean", "sd", "ci95_low", "ci95_high", "bootstrap95_low", "bootstrap95_high", "prompts95_low", "prompts95_high", "standing", "chance", "published"],
        ArmFigure.Of(of, prompts).Select(cell => (object?[])
        [
            cell.Arm.Name, cell.Metric, cell.Summary?.Count ?? 0, cell.Summary?.Mean, cell.Summary?.Deviation, cell.Summary?.Interval?.Low, cell.Summary?.Interval?.High,
            cell.Bootstrap?.Low, cell.Bootstrap?.High, cell.Prompts?.Low, cell.Prompts?.High, Csv.Word(cell.Standing),
            cell.Metric == of.Headline ? of.Chance : null, cell.Metric == of.Headline ? of.PublishedFor(cell.Arm)?.Value : null,
        ]));

    public static string Tests(ComparisonView view) => Csv.Text(
        ["arm", "baseline", "metric", "design", "n", "difference", "ci95_low", "ci95_high", "test", "statistic", "df", "p", "p_holm", "rank_test", "rank_p", "effect", "effect_size", "cliffs_delta", "verdict"],
        view.Verdicts().Select(verdict => (verdict, verdict.Of)).Select(row => (object?[])
        [
            row.Of.Arm.Name, row.Of.Baseline.Name, view.Metric, row.Of.Paired ? "paired by seed" : "two groups", row.Of.Count, row.Of.Difference, row.Of.Interval?.Low, row.Of.Interval?.High,
            row.Of.Decisive.Test, row.Of.Decisive.Statistic, row.Of.Decisive.Freedom, row.Of.Decisive.P, row.verdict.Adjusted, row.Of.Ranks.Test, row.Of.Ranks.P,
            row.Of.EffectName, row.Of.Effect, row.Of.CliffsDelta, row.verdict.Words,
        ]));
}
