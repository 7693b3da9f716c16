namespace LabPortal.Bench;

/// <summary>The cost of a token over one size, the others held.</summary>
/// <param name="Title">What the picture says above it.</param>
internal sealed record CostCurve(string Name, string Title, IReadOnlyList<CostPoint> Points);
