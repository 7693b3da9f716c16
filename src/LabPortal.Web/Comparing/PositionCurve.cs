using LabPortal.Training.Statistics;
using LabPortal.Web.Charts;
using LabPortal.Web.Runs;

namespace LabPortal.Web.Comparing;

/// <summary>One arm's accuracy at each target position, over its seeds.</summary>
public sealed record PositionCurve(ComparedArm Arm, IReadOnlyList<Summary?> Positions)
{
    public const string Probe = "position-accuracy";
    public const string Free = "Free", Forced = "Forced";

    public IReadOnlyList<double?> Means => Positions.Select(position => position is { } at && double.IsFinite(at.Mean) ? at.Mean : (double?)null).ToList();

    /// <param name="list"><see cref="Free"/> or <see cref="Forced"/>.</param>
    /// <returns>Only arms that have it.</returns>
    public static IReadOnlyList<PositionCurve> Of(IEnumerable<ComparedArm> arms, IReadOnlyDictionary<Guid, ProbeView> byRun, string list) => arms
        .Select(arm => new PositionCurve(arm, Fold(arm.Runs.Select(run => byRun.GetValueOrDefault(run.Id)?.List(list)).OfType<IReadOnlyList<double?>>().ToList())))
        .Where(curve => curve.Positions.Count > 0).ToList();

    /// <summary>Over the positions, each arm with the 95 % interval of its seeds.</summary>
    public static LineChart Chart(string title, IReadOnlyList<PositionCurve> curves)
    {
        var grid = Enumerable.Range(1, curves.Select(curve => curve.Positions.Count).DefaultIfEmpty(0).Max()).Select(position => (double)position).ToArray();
        return new LineChart(title, "position in the target", "share right", grid, curves.Select(Line).ToList()) { YMin = 0, YMax = 1 };
    }

    /// <summary>Mean over the seeds that have the position.</summary>
    public static IReadOnlyList<Summary?> Fold(IReadOnlyList<IReadOnlyList<double?>> seeds) => Enumerable.Range(0, seeds.Select(values => values.Count).DefaultIfEmpty(0).Max())
        .Select(i => Summary.Of(seeds.Select(values => i < values.Count ? values[i] : null).OfType<double>().ToList())).ToList();

    private static ChartLine Line(PositionCurve curve)
    {
        double Edge(Summary? at, int sign) => at is { Half: { } half } of ? Math.Clamp(of.Mean + sign * half, 0, 1) : double.NaN;
        return new ChartLine(curve.Arm.Name, curve.Arm.Colour, 0, curve.Means.Select(mean => mean ?? double.NaN).ToArray())
        {
            Seeds = curve.Positions.Max(position => position?.Count ?? 0),
            Band = (curve.Positions.Select(at => Edge(at, -1)).ToArray(), curve.Positions.Select(at => Edge(at, 1)).ToArray()),
        };
    }
}
