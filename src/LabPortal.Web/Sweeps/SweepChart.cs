using LabPortal.Training.Statistics;
using LabPortal.Web.Charts;
using LabPortal.Web.Comparing;
using LabPortal.Web.Curves;

namespace LabPortal.Web.Sweeps;

/// <summary>Draws a quantity over one axis of a sweep: each arm's mean over its seeds, with the mean's 95 % interval.</summary>
public static class SweepChart
{
    /// <summary>The metric that the quantity is at one setting of the decoding.</summary>
    public static string Metric(string quantity) => $"eval/{quantity}";

    /// <param name="results">By run.</param>
    /// <returns>Null where no arm was measured over the axis.</returns>
    public static LineChart? Of(IReadOnlyList<ArmRuns> arms, IReadOnlyDictionary<Guid, SweepResult> results, SweepAxis axis, string quantity, IReadOnlyList<ChartMark> levels)
    {
        var (metric, found) = (Metric(quantity), arms.Select(arm => (Arm: arm, Seeds: Seeds(arm, results, axis, quantity))).Where(arm => arm.Seeds.Count > 0).ToList());
        if (found.Count == 0)
            return null;
        var grid = found.SelectMany(arm => arm.Seeds).SelectMany(seed => seed.Keys).Distinct().Order().ToArray();
        var share = MetricNames.IsShare(metric);
        return new LineChart($"{MetricNames.Short(metric)} over {axis.Label.Split(',')[0]}", axis.Label, MetricNames.Unit(metric), grid, found.Select(arm =>
            SummaryLine.Of(arm.Arm.Name, arm.Arm.Colour, [.. grid.Select(at => Summary.Of([.. arm.Seeds.Where(seed => seed.ContainsKey(at)).Select(seed => seed[at])]))], share) with { Seeds = arm.Arm.Runs.Count > 1 ? arm.Seeds.Count : null }).ToList())
        {
            YMin = share ? 0 : null, YMax = share ? 1 : null, LogX = axis.Doubles, Doubles = axis.Doubles, Dots = true, Marks = levels,
        };
    }

    private static List<Dictionary<double, double>> Seeds(ArmRuns arm, IReadOnlyDictionary<Guid, SweepResult> results, SweepAxis axis, string quantity) => arm.Runs
        .Select(run => results.GetValueOrDefault(run.Id)?.Points(axis, quantity).ToDictionary(point => point.At, point => point.Value)).OfType<Dictionary<double, double>>().Where(points => points.Count > 0).ToList();
}
