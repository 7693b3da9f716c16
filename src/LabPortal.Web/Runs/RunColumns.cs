using LabPortal.Data.Runs;
using LabPortal.Web.Curves;

namespace LabPortal.Web.Runs;

/// <summary>The run table's columns: those every run has, and any metric.</summary>
public static class RunColumns
{
    public static readonly IReadOnlyList<RunColumn> Attributes =
    [
        new("state", "State", 170, false, RunSort.State),
        new("experiment", "Experiment", 200, false, RunSort.Experiment),
        new("arm", "Arm", 130, false, RunSort.Arm),
        new("seed", "Seed", 60, true, RunSort.Seed),
        new("step", "Step", 120, true, RunSort.Step),
        new("queued", "Queued", 110, false, RunSort.Queued),
        new("started", "Started", 110, false, RunSort.Started),
        new("duration", "Duration", 100, true, null),
        new("left", "Left", 100, true, null),
        new("attempts", "Attempts", 90, true, null),
    ];

    public const string Defaults = "state,experiment,arm,seed,duration,left,eval/accuracy";

    /// <summary>The columns of a URL's list, in its order; unknown names are metrics.</summary>
    public static IReadOnlyList<RunColumn> Read(string? list) => (list ?? Defaults).Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct()
        .Select(name => Attributes.FirstOrDefault(column => column.Name == name) ?? new RunColumn(name, MetricNames.Short(name), 120, true, null)).ToList();
}
