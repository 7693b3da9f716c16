namespace LabPortal.Web.Charts;

/// <summary>A level that no run drew: chance as a dotted line, a published value as a diamond at the right edge.</summary>
public sealed record ChartMark(ChartMarkKind Kind, double Y, string Label, ArmColour? Colour = null);
