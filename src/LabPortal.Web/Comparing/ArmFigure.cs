using LabPortal.Training.Statistics;

namespace LabPortal.Web.Comparing;

/// <summary>One cell of the arms' table: what an arm reached in a metric.</summary>
public sealed record ArmFigure(ComparedArm Arm, string Metric, Summary? Summary, Interval? Bootstrap, Standing Standing)
{
    /// <summary>Arm by arm, every column.</summary>
    public static IReadOnlyList<ArmFigure> Of(Comparison comparison)
    {
        var standings = comparison.Standings();
        return [.. comparison.Arms.SelectMany(_ => comparison.Columns, (arm, metric) => new ArmFigure(
            arm, metric, arm.Mean(metric), Training.Statistics.Bootstrap.Mean([.. arm.Group(metric).Values.Values]), standings.GetValueOrDefault((arm.Id, metric))))];
    }
}
