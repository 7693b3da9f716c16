using LabPortal.Web.Charts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace LabPortal.Web.Curves;

public sealed partial class CurveBoard(IJSRuntime js) : CurveViewReader
{
    // Panels of a section at first, and with every further click.
    private const int Page = 12;
    // More arms than a panel's own legend shows at once.
    private const int Few = 4;
    private const string Pinned = "pinned";

    private readonly Dictionary<string, int> shown = [];
    private List<string> pins = [];
    private MetricFilter filter = MetricFilter.Read(null);
    private IReadOnlyList<MetricSection> sections = [];

    [Parameter, EditorRequired]
    public required IReadOnlyList<ArmRuns> Arms { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Metrics { get; set; }

    /// <summary>What a metric's chart shows beside the arms.</summary>
    [Parameter]
    public Func<string, IReadOnlyList<ChartMark>> Marks { get; set; } = _ => [];

    /// <summary>Whose numbers these are, for the names of saved files.</summary>
    [Parameter]
    public string? Scope { get; set; }

    [SupplyParameterFromQuery(Name = "metrics")]
    private string? Filter { get; set; }

    [SupplyParameterFromQuery]
    private string? Open { get; set; }

    protected override void OnParametersSet()
    {
        base.OnParametersSet();
        filter = MetricFilter.Read(Filter);
        Arrange();
    }

    // What somebody keeps on top is theirs in every run: the browser remembers it.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            pins = [.. (await js.InvokeAsync<string?>("localStorage.getItem", "lab-pinned-metrics") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        }
        catch (JSDisconnectedException)
        {
            return;
        }
        if (pins.Count == 0)
            return;
        Arrange();
        StateHasChanged();
    }

    private async Task PinAsync(string metric)
    {
        if (!pins.Remove(metric))
            pins.Add(metric);
        Arrange();
        await js.InvokeVoidAsync("localStorage.setItem", "lab-pinned-metrics", string.Join('\n', pins));
    }

    private void Arrange()
    {
        var passing = Metrics.Where(filter.Passes).ToList();
        var kept = passing.Where(pins.Contains).ToList();
        var rest = MetricSection.Of(passing.Except(kept));
        sections = kept.Count > 0 ? [new MetricSection(Pinned, kept), .. rest] : rest;
    }

    private IReadOnlySet<string> Opened => Open is null ? Filter is null ? MetricSection.Opened(sections) : sections.Select(section => section.Name).ToHashSet() : Open.Split(',').ToHashSet();

    private bool IsOpen(MetricSection section) => Opened.Contains(section.Name);

    private int Shown(MetricSection section) => shown.GetValueOrDefault(section.Name, Page);

    private void Toggle(MetricSection section)
    {
        var open = Opened.ToHashSet();
        if (!open.Remove(section.Name))
            open.Add(section.Name);
        Go("open", open.Count == 0 ? "none" : string.Join(',', open));
    }
}
