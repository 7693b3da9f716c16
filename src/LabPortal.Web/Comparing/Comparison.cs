using LabPortal.Data.Runs;
using LabPortal.Training.Statistics;
using LabPortal.Web.Curves;

namespace LabPortal.Web.Comparing;

/// <summary>Arms beside each other, with what their task says of accuracy.</summary>
public sealed record Comparison(string Title, IReadOnlyList<ComparedArm> Arms, string Headline, double? Chance, IReadOnlyList<string> Metrics)
{
    public IEnumerable<ComparedRun> All => Arms.SelectMany(arm => arm.All);

    public IEnumerable<ComparedRun> Runs => Arms.SelectMany(arm => arm.Runs);

    public bool IsActive => Runs.Any(run => !RunTransitions.IsOver(run.State) && run.State != RunState.Draft);

    public double Share => Runs.Any() ? Runs.Average(run => RunTransitions.IsOver(run.State) ? 1 : run.Share) : 0;

    /// <summary>The table's columns: the headline, then what else every evaluation gives.</summary>
    public IReadOnlyList<string> Columns => Metrics.Where(name => name == Headline || name.StartsWith("eval/", StringComparison.Ordinal)).Take(4).ToList();

    /// <summary>The arm that leads in a metric, where more than one has it.</summary>
    public ComparedArm? Best(string metric)
    {
        var having = Arms.Where(arm => arm.Mean(metric) is { } mean && double.IsFinite(mean.Mean)).ToList();
        return having.Count < 2 ? null : MetricNames.IsShare(metric) ? having.MaxBy(arm => arm.Mean(metric)!.Value.Mean) : having.MinBy(arm => arm.Mean(metric)!.Value.Mean);
    }

    /// <summary>Cells that a test cannot tell from the best of their column, at 5 % after Holm's correction over all columns.</summary>
    public IReadOnlySet<(Guid Arm, string Metric)> TiedWithBest()
    {
        var cells = Columns.Where(metric => Best(metric) is not null)
            .SelectMany(metric => Arms.Where(arm => arm != Best(metric)), (metric, arm) => (arm.Id, metric, Against: SeedComparison.Of(arm.Group(metric), Best(metric)!.Group(metric)))).ToList();
        return cells.Zip(Holm.Adjust([.. cells.Select(cell => cell.Against.Decisive.P)])).Where(cell => cell.Second >= SeedVerdict.Sure && (cell.First.Against.Test.P is not null || cell.First.Against.Difference == 0)).Select(cell => (cell.First.Id, cell.First.metric)).ToHashSet();
    }

    /// <summary>What keeps the arms from being compared on equal terms: fields that must agree and do not.</summary>
    public IReadOnlyList<string> Mismatches => Arms.Count < 2 ? [] : ConfigDifference.Of(Arms).Select(row => row.Path)
        .Where(path => path.StartsWith("task.", StringComparison.Ordinal) || path.StartsWith("evaluation.", StringComparison.Ordinal) || path is "training.steps" or "training.batch").ToList();
}
