namespace LabPortal.Web.Charts;

/// <summary>A chart of lines over a common horizontal axis. Equal values draw the same picture.</summary>
public sealed record LineChart(string Title, string XLabel, string YLabel, IReadOnlyList<ChartLine> Lines)
{
    public double? YMin { get; init; }
    public double? YMax { get; init; }
    public bool LogY { get; init; }
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    public static LineChart Accuracy(string title, IReadOnlyList<ChartLine> lines) => new(title, "step", "share right", lines) { YMin = 0, YMax = 1 };
}
