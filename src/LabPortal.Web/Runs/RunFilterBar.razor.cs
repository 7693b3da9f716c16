using LabPortal.Data;
using LabPortal.Data.Runs;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Runs;

/// <summary>The filters as chips, a field to write another one, and the grouping.</summary>
public sealed partial class RunFilterBar(RunNames known, IDbContextFactory<LabDbContext> contexts)
{
    private static readonly RunField StateField = new(RunFieldKind.Attribute, "state");

    private static readonly (string Label, string? States)[] Quick =
        [("All", null), ("Active", "active"), ("Completed", "completed"), ("Failed", "failed"), ("Cancelled", "cancelled"), ("Draft", "draft")];

    private static readonly (string Example, string What)[] Examples =
    [
        ("eval/accuracy >= 0.9", "a metric's last value"), ("eval/loss = NaN", "a metric that broke"), ("eval/loss = none", "runs without it"),
        ("training.learningRate = 0.001", "an option of the spec"), ("state = failed, cancelled", "one of several"), ("tag != baseline", "not tagged so"),
        ("arm ~ token", "part of a name"), ("started >= 2 d ago", "or = 2026-11-21"), ("duration > 10 min", "s, min, h, d or w"), ("archived = any", "also what is hidden"),
    ];

    private readonly Dictionary<string, string> experiments = [];
    private IReadOnlyList<string> names = [];
    private string text = "";
    private string? problem;

    [Parameter, EditorRequired]
    public required RunTableView View { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<RunTableView> Changed { get; set; }

    private string? State => View.Filters.FirstOrDefault(IsQuick)?.Values[0];

    private IEnumerable<RunField> Options => View.Columns.Append(View.Group).OfType<RunField>().Where(one => one.Kind == RunFieldKind.Option).Distinct();

    // An experiment that is filtered by its id is shown by its name.
    protected override async Task OnParametersSetAsync()
    {
        var ids = View.Filters.Where(filter => filter.Field == RunGroups.Experiment || filter.Field == RunGroups.Arm).SelectMany(filter => filter.Values)
            .Where(value => !experiments.ContainsKey(value) && Guid.TryParse(value, out _)).ToList();
        if (ids.Count == 0)
            return;
        await using var db = await contexts.CreateDbContextAsync();
        var guids = ids.Select(Guid.Parse).ToList();
        foreach (var one in await db.Experiments.Where(one => guids.Contains(one.Id)).Select(one => new { one.Id, one.Name, one.Version }).ToListAsync())
            experiments[one.Id.ToString()] = $"{one.Name} v{one.Version}";
        foreach (var one in await db.Arms.Where(one => guids.Contains(one.Id)).Select(one => new { one.Id, one.Name, Experiment = one.Experiment!.Name }).ToListAsync())
            experiments[one.Id.ToString()] = $"{one.Name} of {one.Experiment}";
    }

    private static bool IsQuick(RunFilter filter) =>
        filter.Field == StateField && filter.Comparison == RunComparison.Equal && filter.Values is [var one] && Quick.Any(quick => quick.States == one);

    private RunTableView InState(string? states) => View with
    {
        Filters = [.. View.Filters.Where(filter => !IsQuick(filter)), .. states is null ? Array.Empty<RunFilter>() : [RunFilter.Of(StateField, states)]],
    };

    private string Shown(RunFilter filter) => filter.Field is not null && filter.Values.Any(experiments.ContainsKey)
        ? $"{filter.Field} {RunComparisons.Write(filter.Comparison)} {string.Join(", ", filter.Values.Select(value => experiments.GetValueOrDefault(value, value)))}"
        : filter.Field is null ? $"“{filter.Values[0]}”" : filter.ToString();

    private async Task SuggestAsync(ChangeEventArgs e)
    {
        (text, problem) = (e.Value?.ToString() ?? "", null);
        var asked = text.Trim();
        if (asked.Length < 2 || asked.AsSpan().IndexOfAny("=<>~!") >= 0)
        {
            names = [];
            return;
        }
        var found = RunAttribute.All.Select(one => one.Name).Where(name => name.Contains(asked, StringComparison.OrdinalIgnoreCase))
            .Concat((await known.MetricsAsync(asked, 8)).Select(name => RunField.Metric(name).ToString()))
            .Concat((await known.OptionsAsync(asked, 8)).Select(path => RunField.Option(path).ToString())).ToList();
        if (asked == text.Trim())
            names = found;
    }

    private async Task Add()
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        if (!RunFilter.TryParse(text, out var filter, out problem))
            return;
        (text, names) = ("", []);
        await Changed.InvokeAsync(View.With(filter));
    }

    private Task Group(ChangeEventArgs e) =>
        Changed.InvokeAsync(View with { Group = e.Value?.ToString() is { Length: > 0 } name && RunField.TryParse(name, out var field, out _) ? field : null });
}
