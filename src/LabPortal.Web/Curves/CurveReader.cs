using LabPortal.Data.Metrics;
using LabPortal.Web.Charts;
using Microsoft.Extensions.Caching.Memory;

namespace LabPortal.Web.Curves;

/// <summary>Turns stored metrics into charts: as many points as a panel can show, from the range that is looked at.</summary>
public sealed class CurveReader(IMetricStore metrics, RunAxes axes) : IDisposable
{
    /// <summary>The most seeds of all arms that are drawn behind them unless asked for: more are a thicket.</summary>
    public const int FewSeeds = 40;

    // Of a chart: with four bytes each, and the grid's eight, what is sent stays below 60 kB.
    private const int Values = 12_000;
    private const int MostRounds = 4;
    private const int FewestPoints = 60, MostPoints = 1000;

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    private readonly MemoryCache read = new(new MemoryCacheOptions { SizeLimit = 64 });

    /// <summary>As <see cref="DrawAsync"/>; many who look at the same runs at the same time are answered with one reading.</summary>
    public Task<LineChart> ReadAsync(IReadOnlyList<ArmRuns> arms, string metric, CurveView view)
    {
        var question = (metric, view, string.Join('\n', arms.Select(arm => arm.Stamp)));
        return read.TryGetValue(question, out Task<LineChart>? found) && found is { IsFaulted: false } ? found
            : read.Set(question, DrawAsync(arms, metric, view, CancellationToken.None), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Kept });
    }

    /// <summary>Each arm's mean over its seeds with a band, and every seed behind it; of a single run its values, and what lies between them.</summary>
    public async Task<LineChart> DrawAsync(IReadOnlyList<ArmRuns> arms, string metric, CurveView view, CancellationToken cancel)
    {
        var runs = arms.SelectMany(arm => arm.Runs).Select(run => run.Id).ToList();
        var withSeeds = view.Seeds ?? runs.Count <= FewSeeds;
        var most = PointsFor(arms.Count * (view.Smooth > 0 ? 4 : 3) + (withSeeds ? runs.Count : 0));
        var axis = await axes.OfAsync(view.Axis, arms, cancel);
        var curves = await CurvesAsync(runs, metric, view, axis, most, cancel);
        var grid = SeedCurve.Grid(curves.SelectMany(curve => curve.Value.Select(bucket => axis[curve.Key].X(bucket))), (view.From, view.To), most);
        var share = MetricNames.IsShare(metric);
        var lines = arms.Select(arm => (Arm: arm, Seeds: arm.Runs.Where(run => curves.ContainsKey(run.Id)).Select(run => SeedCurve.Of(run.Seed, curves[run.Id], axis[run.Id], grid)).ToList()))
            .Where(found => found.Seeds.Count > 0).SelectMany(found => SeedFold.Lines(found.Arm, found.Seeds, view, withSeeds, share)).ToList();
        return new LineChart(MetricNames.Title(metric), view.AxisLabel, MetricNames.Unit(metric), grid, lines)
        {
            YMin = share && !view.IsZoomed ? 0 : null, YMax = share && !view.IsZoomed ? 1 : null, Range = (view.From, view.To),
            LogX = view.LogX, LogY = view.LogY, Note = NoteOn(view, runs, axis, grid),
        };
    }

    // The whole first; then, while points are gathered and the range is a part of what was read, that part anew and finer.
    private async Task<IReadOnlyDictionary<Guid, IReadOnlyList<MetricBucket>>> CurvesAsync(
        List<Guid> runs, string metric, CurveView view, IReadOnlyDictionary<Guid, RunAxis> axis, int most, CancellationToken cancel)
    {
        var found = (await metrics.ReadAsync(runs.Where(axis.ContainsKey).ToList(), [metric], null, null, most, cancel)).Where(curve => curve.Buckets.Count > 0).ToDictionary(curve => curve.RunId, curve => curve.Buckets);
        for (var round = 0; view.IsZoomed && round < MostRounds; round++)
            foreach (var group in found.Where(curve => curve.Value.Any(bucket => bucket.Count > 1)).GroupBy(curve => PartOf(curve.Value, axis[curve.Key], view)).Where(group => group.Key is not null).ToList())
                foreach (var curve in await metrics.ReadAsync(group.Select(one => one.Key).ToList(), [metric], group.Key!.Value.From, group.Key.Value.To, most, cancel))
                    found[curve.RunId] = curve.Buckets;
        return found.ToDictionary(curve => curve.Key, curve => FromItsStart(curve.Value));
    }

    // A bucket stands at its last point: without its first one, a line would begin late.
    private static IReadOnlyList<MetricBucket> FromItsStart(IReadOnlyList<MetricBucket> buckets) =>
        buckets is [{ Count: > 1 } first, ..] ? [MetricBucket.Of(first.FromStep, first.First, first.At), .. buckets] : buckets;

    // The steps that the range needs, with a bucket to either side; null where that is nearly all there is.
    private static (long From, long To)? PartOf(IReadOnlyList<MetricBucket> buckets, RunAxis axis, CurveView view)
    {
        var first = view.From is { } from ? buckets.TakeWhile(bucket => axis.X(bucket) < from).Count() - 1 : 0;
        var last = view.To is { } to ? buckets.TakeWhile(bucket => axis.X(bucket) <= to).Count() + 1 : buckets.Count - 1;
        (first, last) = (Math.Clamp(first, 0, buckets.Count - 1), Math.Clamp(last, 0, buckets.Count - 1));
        return last - first > 0.7 * buckets.Count ? null : (buckets[first].FromStep, buckets[last].ToStep);
    }

    private static int PointsFor(int columns) => Math.Clamp(Values / (columns + 2), FewestPoints, MostPoints);

    private static string? NoteOn(CurveView view, List<Guid> runs, IReadOnlyDictionary<Guid, RunAxis> axis, double[] grid) =>
        runs.Count(run => !axis.ContainsKey(run)) is > 0 and var lacking ? $"{lacking} of {runs.Count} runs have no {view.AxisLabel} to draw over"
        : view.Axis == CurveAxis.Seconds && grid.Length == 1 ? "all points carry one time: choose another axis" : null;

    public void Dispose() => read.Dispose();
}
