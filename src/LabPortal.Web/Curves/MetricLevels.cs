using LabPortal.Web.Charts;

namespace LabPortal.Web.Curves;

/// <summary>The levels that a metric is held against, told from its name: chance for the one that a task leads with; and the most that can
/// be reached, which runs record beside the metric, under its name and "-ceiling".</summary>
public static class MetricLevels
{
    public static string Ceiling(string metric) => metric + "-ceiling";

    /// <summary>Whether a metric is such a level itself, and so nothing that a run has reached.</summary>
    public static bool IsCeiling(string metric) => metric.EndsWith("-ceiling", StringComparison.Ordinal);

    /// <param name="ceilings">What the runs recorded as <see cref="Ceiling"/>. Runs of other tasks have others; each is shown once.</param>
    public static IReadOnlyList<ChartMark> Of(string metric, string? headline, double? chance, IEnumerable<double> ceilings) =>
    [
        .. metric == headline && chance is { } level ? [ChartMark.Chance(level)] : Array.Empty<ChartMark>(),
        .. ceilings.Where(double.IsFinite).Distinct().Order().Select(ChartMark.Ceiling),
    ];
}
