using System.Collections.Concurrent;
using LabPortal.Data.Runs;
using LabPortal.Training.Statistics;
using LabPortal.Web.Controls;
using LabPortal.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;

namespace LabPortal.Web.Runs;

/// <summary>The table itself: reads what is near the window, keeps up with runs that go on, and takes ticks and keys.</summary>
public sealed partial class RunGrid(RunQueries runs, RunGroups groups, IJSRuntime js) : LivePage, IAsyncDisposable
{
    // Rows that come, go and change places are found anew at most this often, however many runs end.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);
    private static readonly RunField Archived = new(RunFieldKind.Attribute, "archived");

    private readonly ConcurrentDictionary<Guid, bool> moved = [];
    private readonly HashSet<string> open = [];
    private readonly HashSet<string> ticked = [];
    private IReadOnlyList<RunColumn> columns = [];
    private IReadOnlyList<RunGridLine> first = [];
    private IReadOnlyList<RunTableRow> pinned = [];
    private Virtualize<RunGridLine>? list;
    private DotNetObjectReference<RunGrid>? self;
    private IJSObjectReference? module;
    private ElementReference frame;
    private IRunLines? lines;
    private RunTotals? totals;
    private string? shown;
    private int archived, anchor = -1;
    private DateTime found;
    private volatile bool stale;

    [Parameter, EditorRequired]
    public required RunTableView View { get; set; }

    [Parameter, EditorRequired]
    public required RunSelection Selection { get; set; }

    /// <summary>Called when ticks have changed.</summary>
    [Parameter, EditorRequired]
    public EventCallback Selected { get; set; }

    /// <summary>Called with another view: a cell was clicked.</summary>
    [Parameter, EditorRequired]
    public EventCallback<RunTableView> Changed { get; set; }

    /// <summary>Called when all that match have been counted.</summary>
    [Parameter, EditorRequired]
    public EventCallback<RunTotals> Counted { get; set; }

    private int Lead => View.Group is null ? 112 : 300;

    /// <summary>Finds the rows again at once: who has done something sees it.</summary>
    public Task AnewAsync() => shown is null ? Task.CompletedTask : FindAsync(shown);

    protected override bool Concerns(LabNews news)
    {
        // Something was undone: it may bring back rows that are not held.
        if (news.IsCatchUp) stale = true;
        foreach (var run in news.Runs)
            if (run.Before == run.State) moved[run.Id] = true;
            else stale = true;
        return !news.IsTick || stale;
    }

    protected override async Task LoadAsync()
    {
        if (Selection.Count == 0)
            ticked.Clear();
        var asked = View.ToQuery();
        if (shown != asked)
            await FindAsync(asked);
        else if (stale && Now - found >= Rest)
            await FindAsync(asked);
        else if (moved.Keys.ToList() is { Count: > 0 } changed && lines is not null)
        {
            moved.Clear();
            stale |= !await lines.RefreshAsync(changed, Gone);
            if (View.Pins.Count > 0)
                pinned = await runs.NumberedAsync(View.Pins, View.Query(), Gone);
            await ShowAsync();
        }
    }

    // The rows first; what takes longer, all of them in one line, follows.
    private async Task FindAsync(string asked)
    {
        var anew = shown != asked;
        (shown, stale, found) = (asked, false, Now);
        moved.Clear();
        if (anew)
            (totals, anchor) = (null, -1);
        IRunLines next = View.Group is { } by ? new GroupLines(groups, runs, View, by, open) : new RunLines(runs, View);
        await next.LoadAsync(Gone);
        if (shown != asked)
            return;
        columns = View.Columns.Select(RunColumns.Of).ToList();
        lines = next;
        pinned = await runs.NumberedAsync(View.Pins, View.Query(), Gone);
        archived = next.Total > 0 || View.Filters.Count > 0 ? 0 : (await runs.PageAsync(View.With(RunFilter.Of(Archived, "yes")).Query(), Gone)).Total;
        if (!RendererInfo.IsInteractive)
        {
            first = await next.ReadAsync(0, 40, Gone);
            return;
        }
        await ShowAsync();
        if (anew && module is not null)
            await module.InvokeVoidAsync("top", frame);
        var counted = await runs.TotalsAsync(View.Query(), Gone);
        if (shown != asked)
            return;
        totals = counted;
        await Counted.InvokeAsync(counted);
    }

    private async Task ShowAsync()
    {
        Selection.See(lines!.Held);
        StateHasChanged();
        if (list is not null)
            await list.RefreshDataAsync();
    }

    private async ValueTask<ItemsProviderResult<RunGridLine>> ReadAsync(ItemsProviderRequest request)
    {
        if (lines is not { } of)
            return default;
        var some = await of.ReadAsync(request.StartIndex, request.Count, Gone);
        request.CancellationToken.ThrowIfCancellationRequested();
        return new ItemsProviderResult<RunGridLine>(some, of.Total);
    }

    private async Task Tick((RunTableRow Row, int Index, bool Range) tick)
    {
        if (tick is { Range: true, Index: >= 0 } && anchor >= 0 && View.Group is null)
        {
            var (from, to) = (Math.Min(anchor, tick.Index), Math.Max(anchor, tick.Index));
            Selection.Add(await runs.ChoicesAsync(View.Query(from, to - from + 1), Gone));
        }
        else
        {
            Selection.Toggle(RunSelection.Of(tick.Row));
        }
        anchor = tick.Index;
        await Selected.InvokeAsync();
    }

    private async Task TickGroupAsync(string key)
    {
        var all = await runs.ChoicesAsync(View.With(GroupLines.FilterOf(View.Group!, key)).Query(0, int.MaxValue), Gone);
        if (ticked.Remove(key))
        {
            Selection.Remove(all);
        }
        else
        {
            ticked.Add(key);
            Selection.Add(all);
        }
        await Selected.InvokeAsync();
    }

    private async Task OpenAsync(string key)
    {
        if (!open.Remove(key))
            open.Add(key);
        await FindAsync(shown!);
    }

    /// <summary>Called by the script: a cell was clicked.</summary>
    [JSInvokable]
    public Task FilterAsync(string text) =>
        RunFilter.TryParse(text, out var filter, out _) ? Changed.InvokeAsync(View.With(filter)) : Task.CompletedTask;

    // A second click on the same head turns the order round; the best is what people look for first, but names begin at a.
    private string SortUrl(RunField field)
    {
        var falls = field.Kind == RunFieldKind.Metric ? MetricSense.HigherIsBetter(field.Name)
            : field.Attribute?.Kind is not (RunValueKind.Text or RunValueKind.State or RunValueKind.Tags);
        return Urls.RunTable(View with { Sort = field, Descending = View.Sort == field ? !View.Descending : falls });
    }

    private string? Order(RunField field) => View.Sort != field ? null : View.Descending ? "descending" : "ascending";

    private RenderFragment? Arrow(RunField field) => View.Sort != field ? null : builder =>
    {
        builder.OpenComponent<Icon>(0);
        builder.AddAttribute(1, nameof(Icon.Name), View.Descending ? "arrow_downward" : "arrow_upward");
        builder.CloseComponent();
    };

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            self = DotNetObjectReference.Create(this);
            module = await js.InvokeAsync<IJSObjectReference>("import", "./Runs/RunGrid.razor.js");
            await module.InvokeVoidAsync("attend", frame, self);
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        try
        {
            if (module is not null)
            {
                await module.InvokeVoidAsync("leave", frame);
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // As above.
        }
        self?.Dispose();
    }
}
