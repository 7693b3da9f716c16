using LabPortal.Training.Statistics;
using LabPortal.Training.Studies;
using LabPortal.Web.Controls;
using Microsoft.AspNetCore.Components;

namespace LabPortal.Web.Comparing;

public sealed partial class ArmTable
{
    private IReadOnlyDictionary<(Guid, string), Standing> standings = new Dictionary<(Guid, string), Standing>();

    [Parameter, EditorRequired]
    public required Comparison Of { get; set; }

    [Parameter]
    public IReadOnlyList<PublishedFigure>? Paper { get; set; }

    /// <summary>Over prompts and seeds, where the metric is a share of prompts.</summary>
    [Parameter]
    public IReadOnlyDictionary<(Guid Arm, string Metric), Interval> Prompts { get; set; } = new Dictionary<(Guid, string), Interval>();

    /// <summary>Two metrics and no time, where there is little room.</summary>
    [Parameter]
    public bool Compact { get; set; }

    /// <summary>Metrics and n alone, where the rest is said beside it.</summary>
    [Parameter]
    public bool Bare { get; set; }

    /// <summary>Deviation and bootstrap interval in every cell, not on hover.</summary>
    [Parameter]
    public bool Full { get; set; }

    private IEnumerable<string> Columns => Compact ? Of.Columns.Take(2) : Of.Columns;

    protected override void OnParametersSet() => standings = Of.Standings();

    private string? OverPrompts(ComparedArm arm, string metric) => Prompts.TryGetValue((arm.Id, metric), out var interval) ? Words.Interval(interval) : null;

    private Standing Stands(ComparedArm arm, string metric) => standings.GetValueOrDefault((arm.Id, metric));

    private static TimeSpan? Took(ComparedArm arm) => arm.Runs.Where(run => run.Took is not null).Select(run => run.Took!.Value.TotalSeconds).DefaultIfEmpty(double.NaN).Average() is var seconds && double.IsFinite(seconds) ? TimeSpan.FromSeconds(seconds) : null;

    private static string? Spread(ComparedArm arm, string metric) => arm.Mean(metric) is not { } mean ? null
        : $"n = {mean.Count}" + (mean.Deviation is { } deviation ? $" · SD {Words.Value(deviation)}" : "")
        + (Bootstrap.Mean([.. arm.Group(metric).Values.Values]) is { } interval ? $" · bootstrap {Words.Interval(interval)}" : "");
}
