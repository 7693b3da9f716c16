using Microsoft.AspNetCore.Components;

namespace LabPortal.Web.Curves;

/// <summary>A component that shows curves as the page's address says, and again when that changes.</summary>
public abstract class CurveViewReader : ComponentBase
{
    [SupplyParameterFromQuery]
    private string? X { get; set; }

    [SupplyParameterFromQuery]
    private string? Band { get; set; }

    [SupplyParameterFromQuery]
    private string? Seeds { get; set; }

    [SupplyParameterFromQuery]
    private string? Smooth { get; set; }

    [SupplyParameterFromQuery]
    private string? LogX { get; set; }

    [SupplyParameterFromQuery]
    private string? LogY { get; set; }

    [SupplyParameterFromQuery]
    private string? From { get; set; }

    [SupplyParameterFromQuery]
    private string? To { get; set; }

    [Inject]
    protected NavigationManager Navigation { get; set; } = default!;

    protected CurveView View { get; private set; } = new();

    protected override void OnParametersSet()
    {
        var query = new Dictionary<string, string?> { ["x"] = X, ["band"] = Band, ["seeds"] = Seeds, ["smooth"] = Smooth, ["logx"] = LogX, ["logy"] = LogY, ["from"] = From, ["to"] = To };
        View = CurveView.Read(query.GetValueOrDefault);
    }

    protected void Go(string parameter, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(parameter, string.IsNullOrWhiteSpace(value) ? null : value));
}
