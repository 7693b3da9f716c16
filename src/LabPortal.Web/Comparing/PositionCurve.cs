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
        .Select(arm => new PositionCurve(arm, SummaryLine.Fold(arm.Runs.Select(run => byRun.GetValueOrDefault(run.Id)?.List(list)).OfType<IReadOnlyList<double?>>().ToList())))
        .Where(curve => curve.Positions.Count > 0).ToList();

    /// <summary>Over the positions, each arm with the 95 % interval of its seeds.</summary>
    /// <param name="share">Whether the values lie between 0 and 1.</param>
    public static LineChart Chart(string title, string across, string unit, IReadOnlyList<PositionCurve> curves, bool share)
    {
        var grid = Enumerable.Range(1, curves.Select(curve => curve.Positions.Count).DefaultIfEmpty(0).Max()).Select(position => (double)position).ToArray();
        return new LineChart(title, across, unit, grid, curves.Select(curve => SummaryLine.Of(curve.Arm.Name, curve.Arm.Colour, curve.Positions, share)).ToList()) { YMin = share ? 0 : null, YMax = share ? 1 : null };
    }
}
