using LabPortal.Training.Statistics;
using LabPortal.Web.Charts;

namespace LabPortal.Web.Comparing;

/// <summary>A line through means over seeds, one at each point of a chart's grid.</summary>
public static class SummaryLine
{
    /// <summary>The seeds' summary at each place; of the seeds that have the place.</summary>
    public static IReadOnlyList<Summary?> Fold(IReadOnlyList<IReadOnlyList<double?>> seeds) => Enumerable.Range(0, seeds.Select(values => values.Count).DefaultIfEmpty(0).Max())
        .Select(i => Summary.Of(seeds.Select(values => i < values.Count ? values[i] : null).OfType<double>().ToList())).ToList();

    /// <param name="share">Values that lie between 0 and 1: no band leaves that.</param>
    public static ChartLine Of(string name, ArmColour colour, IReadOnlyList<Summary?> points, bool share)
    {
        double Edge(Summary? at, int sign) => at is { Half: { } half } of ? Math.Clamp(of.Mean + sign * half, share ? 0 : double.MinValue, share ? 1 : double.MaxValue) : double.NaN;
        return new ChartLine(name, colour, 0, points.Select(at => at?.Mean ?? double.NaN).ToArray())
        {
            Seeds = points.Max(at => at?.Count ?? 0),
            Band = (points.Select(at => Edge(at, -1)).ToArray(), points.Select(at => Edge(at, 1)).ToArray()),
        };
    }
}
