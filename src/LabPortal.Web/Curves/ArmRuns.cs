using LabPortal.Training.Specs;
using LabPortal.Web.Charts;

namespace LabPortal.Web.Curves;

/// <summary>An arm with the runs that count for it: what a chart over seeds draws.</summary>
/// <param name="Spec">What a step of it is; null where it cannot be read any more.</param>
public sealed record ArmRuns(string Name, ArmColour Colour, IReadOnlyList<(Guid Id, long Seed, long Step)> Runs, RunSpec? Spec)
{
    /// <summary>Changes when a run of it has come further: until then its curves are as they were.</summary>
    public string Stamp => string.Join(' ', Runs.Select(run => $"{run.Id:N}@{run.Step}").Prepend($"{Name}#{Colour.Ordinal}"));
}
