using LabPortal.Training.Statistics;

namespace LabPortal.Web.Comparing;

/// <summary>One cell of the arms' table: what an arm reached in a metric.</summary>
/// <param name="Tied">A test at 5 %, after Holm's correction over the table, cannot tell it from the best.</param>
public sealed record ArmFigure(ComparedArm Arm, string Metric, Summary? Summary, Interval? Bootstrap, bool Best, bool Tied)
{
    /// <summary>Arm by arm, every column.</summary>
    public static IReadOnlyList<ArmFigure> Of(Comparison comparison)
    {
        var ties = comparison.TiedWithBest();
        return [.. comparison.Arms.SelectMany(_ => comparison.Columns, (arm, metric) => new ArmFigure(
            arm, metric, arm.Mean(metric), Training.Statistics.Bootstrap.Mean([.. arm.Group(metric).Values.Values]), comparison.Best(metric) == arm, ties.Contains((arm.Id, metric))))];
    }
}
