namespace LabPortal.Web.Charts;

/// <summary>An arm's mean with its interval, for a <see cref="MeanChart"/>.</summary>
/// <param name="Interval">Null where a single seed leaves none.</param>
/// <param name="Count">Seeds.</param>
public sealed record MeanDot(string Name, ArmColour Colour, double Mean, (double Low, double High)? Interval, int Count)
{
    /// <summary>The published value beside it, and where that stands.</summary>
    public double? Paper { get; init; }
    public string? Source { get; init; }
}
