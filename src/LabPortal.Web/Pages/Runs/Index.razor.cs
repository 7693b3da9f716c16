using System.Globalization;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Web.Controls;
using LabPortal.Web.Live;
using LabPortal.Web.Runs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Radzen;

namespace LabPortal.Web.Pages.Runs;

/// <summary>The run table. Filter, order and columns are in the URL; only what is seen is read.</summary>
public sealed partial class Index(RunQueries runs, IRunQueue queue, DialogService dialogs, NotificationService toasts, NavigationManager navigation) : LivePage
{
    private static readonly (string? Key, string Label)[] Filters =
        [(null, "All"), ("active", "Active"), ("completed", "Completed"), ("failed", "Failed"), ("cancelled", "Cancelled"), ("draft", "Draft")];

    private readonly Dictionary<Guid, RunTableRow> selected = [];
    private Virtualize<RunTableRow>? list;
    private IReadOnlyList<string> metricNames = [];
    private string? shown;
    private int? total;

    [SupplyParameterFromQuery]
    private string? Q { get; set; }

    [SupplyParameterFromQuery]
    private string? State { get; set; }

    [SupplyParameterFromQuery]
    private Guid? Experiment { get; set; }

    [SupplyParameterFromQuery]
    private string? Arm { get; set; }

    [SupplyParameterFromQuery]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery]
    private bool Up { get; set; }

    [SupplyParameterFromQuery]
    private string? Cols { get; set; }

    private NavigationManager Navigation => navigation;

    private IReadOnlyList<RunColumn> Columns => RunColumns.Read(Cols);

    private bool Filtered => Q is not null || State is not null || Experiment is not null || Arm is not null;

    private IEnumerable<(string Group, IEnumerable<string> Names)> Choices =>
        [("Attributes", RunColumns.Attributes.Select(column => column.Name)), ("Metrics", metricNames)];

    protected override bool Concerns(LabNews news) => !news.IsTick;

    protected override async Task LoadAsync()
    {
        metricNames = await runs.MetricNamesAsync(Gone);
        total = (await runs.PageAsync(Query(0, 0), Gone)).Total;
        var asked = navigation.Uri;
        if (list is not null)
            await list.RefreshDataAsync();
        if (shown is not null && shown != asked)
            selected.Clear();
        shown = asked;
    }

    private async ValueTask<ItemsProviderResult<RunTableRow>> ReadAsync(ItemsProviderRequest request)
    {
        var page = await runs.PageAsync(Query(request.StartIndex, request.Count), request.CancellationToken);
        foreach (var row in page.Rows.Where(row => selected.ContainsKey(row.Id)))
            selected[row.Id] = row;
        return new ItemsProviderResult<RunTableRow>(page.Rows, page.Total);
    }

    private RunTableQuery Query(int skip, int take) => new()
    {
        Skip = skip, Take = take, Search = Q, ExperimentId = Experiment, Arm = Arm, States = States,
        Metrics = Columns.Where(column => column.IsMetric).Select(column => column.Name).ToList(),
        Sort = RunColumns.Attributes.FirstOrDefault(column => column.Name == Sort)?.Sort ?? RunSort.Number,
        SortMetric = Sort?.Contains('/') == true ? Sort : null, Descending = !Up,
    };

    private IReadOnlyCollection<RunState> States => State switch
    {
        "active" => [RunState.Queued, RunState.Running, RunState.Interrupted],
        null => [],
        { } name when Enum.TryParse<RunState>(name, true, out var state) => [state],
        _ => [],
    };

    private void Go(string parameter, string? value) => navigation.NavigateTo(navigation.GetUriWithQueryParameter(parameter, string.IsNullOrWhiteSpace(value) ? null : value));

    // A second click on the same head turns the order round.
    private string SortUrl(string name, bool downFirst)
    {
        var same = (Sort ?? "number") == name;
        bool? up = (same ? !Up : !downFirst) ? true : null;
        return navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["sort"] = name == "number" ? null : name, ["up"] = up });
    }

    private RenderFragment? Arrow(string name) => (Sort ?? "number") != name ? null : builder =>
    {
        builder.OpenComponent<Icon>(0);
        builder.AddAttribute(1, nameof(Icon.Name), Up ? "arrow_upward" : "arrow_downward");
        builder.CloseComponent();
    };

    private void ToggleColumn(string name)
    {
        var names = Columns.Select(column => column.Name).ToList();
        if (!names.Remove(name))
            names.Add(name);
        Go("cols", string.Join(',', names) is var chosen && chosen == RunColumns.Defaults ? null : chosen);
    }

    private void Select(RunTableRow row)
    {
        if (!selected.Remove(row.Id))
            selected[row.Id] = row;
    }

    private async Task CancelAsync()
    {
        var active = selected.Values.Where(row => !RunTransitions.IsOver(row.State)).ToList();
        if (!await dialogs.AskAsync($"{Words.Plural(active.Count, "run")} end within seconds. What they have recorded stays.", "Cancel these runs?", "Cancel the runs"))
            return;
        foreach (var row in active)
            await queue.CancelAsync(row.Id, Gone);
        selected.Clear();
    }

    private async Task AgainAsync()
    {
        try
        {
            await queue.EnqueueAsync(selected.Values.Where(row => row.State is RunState.Failed or RunState.Cancelled).Select(row => row.Id).ToList(), Gone);
            selected.Clear();
        }
        catch (IllegalTransitionException error)
        {
            toasts.Notify(NotificationSeverity.Error, "Not queued", error.Message);
        }
    }

    private TimeSpan? Duration(RunTableRow row) => row.StartedAt is { } start ? (row.EndedAt ?? Now) - start : null;

    private static string Step(RunTableRow row) => $"{row.Step.ToString("#,0", CultureInfo.InvariantCulture)} / {Words.Count(row.TotalSteps)}";
}
