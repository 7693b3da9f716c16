using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace LabPortal.Web.Charts;

/// <summary>A panel with a title, a drawing and what every drawing can do: be saved, be read as a table, fill the screen. How the data
/// become a drawing is in the script beside the component that <see cref="Kind"/> names.</summary>
public sealed partial class ChartFrame(IJSRuntime js) : IAsyncDisposable
{
    private static readonly (string Act, string Label)[] Exports =
        [("png", "Picture (PNG)"), ("svg", "Drawing (SVG)"), ("csv", "Numbers (CSV)"), ("json", "Numbers (JSON)"), ("table", "Show as a table")];

    private readonly string id = $"chart-{Guid.NewGuid():N}";
    private ElementReference canvas;
    private IJSObjectReference? module;
    private DotNetObjectReference<ChartFrame>? self;
    private object? drawn;

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>The component whose script draws: its name.</summary>
    [Parameter, EditorRequired]
    public required string Kind { get; set; }

    /// <summary>What is drawn; null while it is being read. An equal value is not drawn again.</summary>
    [Parameter, EditorRequired]
    public required object? Data { get; set; }

    [Parameter]
    public int Height { get; set; } = 280;

    /// <summary>What somebody who does not see the drawing should know of it.</summary>
    [Parameter]
    public string? Summary { get; set; }

    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public string? Note { get; set; }

    /// <summary>Whose numbers these are: begins the name of a saved file.</summary>
    [Parameter]
    public string? Scope { get; set; }

    [Parameter]
    public bool Empty { get; set; }

    [Parameter]
    public bool CanLog { get; set; }

    [Parameter]
    public string NoData { get; set; } = "Nothing recorded yet. The first points appear as soon as training has started.";

    /// <summary>More controls in the panel's head.</summary>
    [Parameter]
    public RenderFragment? Controls { get; set; }

    /// <summary>The panel has scrolled into view, or out of it.</summary>
    [Parameter]
    public EventCallback<bool> OnSeen { get; set; }

    /// <summary>A range was dragged over the horizontal axis; null: back to the whole.</summary>
    [Parameter]
    public EventCallback<(double From, double To)?> OnZoom { get; set; }

    /// <summary>A mark was clicked: its number in the data.</summary>
    [Parameter]
    public EventCallback<int> OnPick { get; set; }

    /// <summary>What a brush on the axes leaves: numbers in the data; null: everything.</summary>
    [Parameter]
    public EventCallback<int[]?> OnBrush { get; set; }

    [JSInvokable]
    public Task Seen(bool seen) => OnSeen.InvokeAsync(seen);

    [JSInvokable]
    public Task Zoom(double? from, double? to) => OnZoom.InvokeAsync(from is { } a && to is { } b ? (a, b) : null);

    [JSInvokable]
    public Task Pick(int index) => OnPick.InvokeAsync(index);

    [JSInvokable]
    public Task Brush(int[]? kept) => OnBrush.InvokeAsync(kept);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        try
        {
            if (firstRender)
            {
                self = DotNetObjectReference.Create(this);
                module = await js.InvokeAsync<IJSObjectReference>("import", "./Charts/ChartFrame.razor.js");
                await module.InvokeVoidAsync("open", canvas, self, Kind, OnSeen.HasDelegate, OnZoom.HasDelegate);
            }
            if (module is null || Data is null || Equals(drawn, Data))
                return;
            drawn = Data;
            await module.InvokeVoidAsync("draw", canvas, Data, string.Join(' ', new[] { Scope, Title }.OfType<string>()));
        }
        catch (Exception error) when (error is JSDisconnectedException or ObjectDisposedException)
        {
            // The browser has gone, or the panel: nobody to draw for.
        }
    }

    public async ValueTask DisposeAsync()
    {
        self?.Dispose();
        if (module is null)
            return;
        try
        {
            await module.InvokeVoidAsync("remove", canvas);
            await module.DisposeAsync();
        }
        catch (Exception error) when (error is JSDisconnectedException or OperationCanceledException)
        {
            // As above.
        }
    }
}
