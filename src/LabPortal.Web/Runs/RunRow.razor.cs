using LabPortal.Data.Runs;
using Microsoft.AspNetCore.Components;

namespace LabPortal.Web.Runs;

/// <summary>A run as a line of the table.</summary>
public sealed partial class RunRow
{
    private static readonly RunField Tags = new(RunFieldKind.Attribute, "tags");

    [Parameter, EditorRequired]
    public required RunTableRow Row { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<RunColumn> Columns { get; set; }

    [Parameter, EditorRequired]
    public required RunTableView View { get; set; }

    /// <summary>Its place in the table; -1 for a pinned one.</summary>
    [Parameter]
    public int Index { get; set; } = -1;

    /// <summary>Its place among the pinned ones; -1 where it is not one of them.</summary>
    [Parameter]
    public int PinnedAt { get; set; } = -1;

    [Parameter]
    public bool IsInGroup { get; set; }

    [Parameter, EditorRequired]
    public bool IsSelected { get; set; }

    /// <summary>Its box was clicked; with shift, from the last one on.</summary>
    [Parameter, EditorRequired]
    public EventCallback<(RunTableRow Row, int Index, bool Range)> Ticked { get; set; }

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private bool IsPinned => View.Pins.Contains(Row.Number);

    private string? PinUrl => IsPinned ? Urls.RunTable(View with { Pins = [.. View.Pins.Where(number => number != Row.Number)] })
        : View.Pins.Count < RunTableView.MostPins ? Urls.RunTable(View with { Pins = [.. View.Pins, Row.Number] }) : null;
}
