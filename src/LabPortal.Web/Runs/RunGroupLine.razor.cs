using System.Globalization;
using LabPortal.Data.Runs;
using LabPortal.Training.Statistics;
using LabPortal.Web.Controls;
using Microsoft.AspNetCore.Components;

namespace LabPortal.Web.Runs;

/// <summary>A group of runs as a line of the table: what they share, and the mean of each metric over them.</summary>
public sealed partial class RunGroupLine
{
    [Parameter, EditorRequired]
    public required RunGroupRow Group { get; set; }

    [Parameter, EditorRequired]
    public required RunField By { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<RunColumn> Columns { get; set; }

    /// <summary>Shows the standard deviation in place of the 95 % interval.</summary>
    [Parameter, EditorRequired]
    public bool Deviation { get; set; }

    [Parameter, EditorRequired]
    public bool IsOpen { get; set; }

    [Parameter, EditorRequired]
    public bool IsSelected { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<string> Toggled { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<string> Ticked { get; set; }

    private bool IsArm => By == RunGroups.Arm;

    private string Title => By.Kind == RunFieldKind.Option ? $"{RunColumns.Of(By).Title} = {Group.Key}"
        : Group.Newest is not { } run ? Words.None : IsArm ? run.Arm : $"{run.Experiment} v{run.ExperimentVersion}";

    private string States => string.Join(", ", Group.States.OrderByDescending(state => state.Value).Select(state => $"{state.Value} {state.Key.ToString().ToLowerInvariant()}"));

    private string Told(string name, Summary of)
    {
        var values = Group.Metrics[name];
        string Exact(double? value) => value is { } number ? number.ToString("G6", CultureInfo.InvariantCulture) : Words.None;
        return $"{name}: mean {Exact(of.Mean)} of {of.Count}{(of.Count < Group.Count ? $" (of {Group.Count} runs)" : "")}, SD {Exact(of.Deviation)}, 95 % CI ± {Exact(of.Half)}, from {Exact(values.Min())} to {Exact(values.Max())}";
    }
}
