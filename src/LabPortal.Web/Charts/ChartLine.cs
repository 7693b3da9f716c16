namespace LabPortal.Web.Charts;

/// <summary>One line; a ghost is a single seed behind its arm's mean. Missing values are gaps.</summary>
public sealed record ChartLine(string Name, ArmColour Colour, double[] X, double?[] Y)
{
    /// <summary>Lower and upper edge of the band, as long as <see cref="X"/>.</summary>
    public double?[]? Low { get; init; }
    public double?[]? High { get; init; }
    public bool Ghost { get; init; }
    public int? Seeds { get; init; }

    public string Label => Seeds is { } n ? $"{Name}, n = {n}" : Name;
}
