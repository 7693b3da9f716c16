using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace LabPortal.Web.Charts;

/// <summary>Draws a <see cref="LineChart"/> with ECharts; a new chart keeps the zoom, and the script redraws at most ten times a second.</summary>
public sealed partial class LabChart(IJSRuntime js) : IAsyncDisposable
{
    private readonly string id = $"chart-{Guid.NewGuid():N}";
    private ElementReference canvas;
    private IJSObjectReference? module;
    private LineChart? drawn;

    [Parameter, EditorRequired]
    public required LineChart Chart { get; set; }

    [Parameter]
    public int Height { get; set; } = 280;

    [Parameter]
    public string NoData { get; set; } = "Nothing recorded yet. The first points appear as soon as training has started.";

    private bool Empty => Chart.Lines.All(line => line.X.Length == 0);

    private string Summary => $"{Chart.Title}: " + string.Join("; ", Chart.Lines.Where(line => !line.Ghost && line.Y.Length > 0).Select(line => $"{line.Label} ends at {Controls.Words.Value(line.Y[^1])}"));

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (ReferenceEquals(drawn, Chart))
            return;
        try
        {
            module ??= await js.InvokeAsync<IJSObjectReference>("import", "./Charts/LabChart.razor.js");
            drawn = Chart;
            await module.InvokeVoidAsync("draw", canvas, Chart);
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone: nobody to draw for.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (module is null)
            return;
        try
        {
            await module.InvokeVoidAsync("remove", canvas);
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // As above.
        }
    }
}
