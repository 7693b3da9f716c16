namespace LabPortal.Web.Charts;

/// <summary>An arm's colour on every page: Okabe–Ito in order, then the same again with another dash and marker.</summary>
public sealed record ArmColour(int Ordinal)
{
    private static readonly string[] Dashes = ["solid", "dashed", "dotted"];
    private static readonly string[] Markers = ["circle", "rect", "triangle"];

    /// <summary>The CSS variable that holds the hue, different in light and dark.</summary>
    public string Variable => $"--data-{Ordinal % 7}";
    public string Css => $"var({Variable})";
    public string Dash => Dashes[Ordinal / 7 % Dashes.Length];
    public string Marker => Markers[Ordinal / 7 % Markers.Length];
}
