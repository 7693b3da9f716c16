using LabPortal.Training.Statistics;

namespace LabPortal.Web.Comparing;

/// <summary>One cell of the arms' table: what an arm reached in a metric.</summary>
/// <param name="Prompts">Over prompts and seeds, where the metric is a share of prompts.</param>
public sealed record ArmFigure(ComparedArm Arm, string Metric, Summary? Summary, Interval? Bootstrap, Interval? Prompts, Standing Standing)
{
    /// <summary>Arm by arm, every column.</summary>
    public static IReadOnlyList<ArmFigure> Of(Comparison comparison, IReadOnlyDictionary<(Guid Arm, string Metric), Interval> prompts)
    {
        var standings = comparison.Standings();
        return [.. comparison.Arms.SelectMany(_ => comparison.Columns, (arm, metric) => new ArmFigure(
            arm, metric, arm.Mean(metric), Training.Statistics.Bootstrap.Mean([.. arm.Group(metric).Values.Values]), prompts.TryGetValue((arm.Id, metric), out var interval) ? interval : null,
            standings.GetValueOrDefault((arm.Id, metric))))];
    }
}
