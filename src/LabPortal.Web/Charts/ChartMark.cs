namespace LabPortal.Web.Charts;

/// <summary>A level that no run drew: chance as a dotted line, the most that can be reached as a dashed one, a published value as a diamond at the right edge.</summary>
public sealed record ChartMark(ChartMarkKind Kind, double Y, string Label, ArmColour? Colour = null)
{
    public static ChartMark Chance(double level) => new(ChartMarkKind.Chance, level, $"chance {Controls.Words.Level(level)}");

    public static ChartMark Ceiling(double level) => new(ChartMarkKind.Ceiling, level, $"ceiling {Controls.Words.Level(level)}");

    public static ChartMark Paper(double value, string arm, string source, ArmColour colour) => new(ChartMarkKind.Paper, value, $"Published, {arm}: {Controls.Words.Value(value)}. {source}", colour);
}
