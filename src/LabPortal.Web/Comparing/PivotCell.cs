using LabPortal.Data.Runs;
using LabPortal.Training.Statistics;

namespace LabPortal.Web.Comparing;

/// <summary>The arms that share a row's and a column's value. No arm: nobody has tried this combination.</summary>
/// <param name="Lacks">Seeds that other cells have and an arm of this one lacks.</param>
public sealed record PivotCell(string Row, string Column, IReadOnlyList<ComparedArm> Arms, SeedGroup Group, IReadOnlyList<(ComparedArm Arm, IReadOnlyList<long> Seeds)> Lacks)
{
    public Summary? Summary => Group.Summary;

    public Standing Standing { get; init; }

    public IEnumerable<ComparedRun> Runs => Arms.SelectMany(arm => arm.All).OrderBy(run => run.Seed).ThenBy(run => run.Number);

    /// <summary>Runs that wait or train.</summary>
    public int OnTheWay => Runs.Count(run => run.State is not RunState.Draft && !RunTransitions.IsOver(run.State));
}
