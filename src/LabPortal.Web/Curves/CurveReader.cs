using LabPortal.Data.Metrics;
using LabPortal.Training.Statistics;
using LabPortal.Web.Charts;

namespace LabPortal.Web.Curves;

/// <summary>Turns stored metrics into charts.</summary>
public sealed class CurveReader(IMetricStore metrics)
{
    private const int Buckets = 400;

    /// <summary>Each arm's mean over its seeds with a 95 % band, and every seed behind it.</summary>
    public async Task<LineChart> OverSeedsAsync(IReadOnlyList<ArmRuns> arms, string metric, CancellationToken cancel, string? title = null)
    {
        var curves = (await metrics.ReadAsync(arms.SelectMany(arm => arm.Runs).Select(run => run.Id).ToList(), [metric], null, null, Buckets, cancel))
            .ToDictionary(curve => curve.RunId);
        var lines = new List<ChartLine>();
        foreach (var arm in arms)
        {
            var own = arm.Runs.Where(run => curves.ContainsKey(run.Id)).Select(run => (run.Seed, Curve: curves[run.Id])).ToList();
            if (own.Count > 1)
                lines.AddRange(own.Select(seed => Line($"{arm.Name}, seed {seed.Seed}", arm.Colour, seed.Curve) with { Ghost = true }));
            if (own.Count > 0)
                lines.Add(Mean(arm, own.Select(seed => seed.Curve).ToList(), MetricNames.IsShare(metric)));
        }
        return Chart(metric, lines, title);
    }

    /// <summary>One run's metrics, a chart each; where points were gathered, the band spans their extremes.</summary>
    public async Task<IReadOnlyList<(string Metric, LineChart Chart)>> OfRunAsync(Guid run, ArmColour colour, IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        var curves = (await metrics.ReadAsync([run], names, null, null, Buckets, cancel)).ToDictionary(curve => curve.Name);
        return names.Where(curves.ContainsKey).Select(name => (name, Chart(name, [WithExtremes(Line(MetricNames.Title(name), colour, curves[name]), curves[name])], null))).ToList();
    }

    private static LineChart Chart(string metric, IReadOnlyList<ChartLine> lines, string? title) =>
        new(title ?? MetricNames.Title(metric), "step", MetricNames.Unit(metric), lines) { YMin = MetricNames.IsShare(metric) ? 0 : null, YMax = MetricNames.IsShare(metric) ? 1 : null };

    private static ChartLine Line(string name, ArmColour colour, MetricCurve curve) =>
        new(name, colour, curve.Buckets.Select(bucket => (double)bucket.ToStep).ToArray(), curve.Buckets.Select(bucket => Drawable(bucket.Last)).ToArray());

    private static ChartLine WithExtremes(ChartLine line, MetricCurve curve) => curve.Buckets.All(bucket => bucket.Count == 1) ? line
        : line with { Low = curve.Buckets.Select(bucket => Drawable(bucket.Min)).ToArray(), High = curve.Buckets.Select(bucket => Drawable(bucket.Max)).ToArray() };

    // The grid is that of the seed that has come furthest; another seed's value at a step is the last one up to it.
    private static ChartLine Mean(ArmRuns arm, List<MetricCurve> seeds, bool share)
    {
        var grid = seeds.MaxBy(curve => curve.Buckets.Count == 0 ? -1 : curve.Buckets[^1].ToStep)!.Buckets.Select(bucket => bucket.ToStep).ToList();
        var means = grid.Select(step => Summary.Of(seeds.Select(curve => At(curve, step)).OfType<double>().ToList())).ToList();
        double? Edge(Summary? mean, int sign) => mean is { Half: { } half } m ? Math.Clamp(m.Mean + sign * half, share ? 0 : double.MinValue, share ? 1 : double.MaxValue) : mean?.Mean;
        return new ChartLine(arm.Name, arm.Colour, grid.Select(step => (double)step).ToArray(), means.Select(mean => mean?.Mean).ToArray())
        {
            Seeds = seeds.Count,
            Low = seeds.Count > 1 ? means.Select(mean => Edge(mean, -1)).ToArray() : null,
            High = seeds.Count > 1 ? means.Select(mean => Edge(mean, 1)).ToArray() : null,
        };
    }

    private static double? At(MetricCurve curve, long step)
    {
        if (curve.Buckets.Count == 0 || curve.Buckets[^1].ToStep < step)
            return null;
        var bucket = curve.Buckets.LastOrDefault(bucket => bucket.ToStep <= step);
        return bucket.Count == 0 ? null : Drawable(bucket.Last);
    }

    private static double? Drawable(double value) => double.IsFinite(value) ? value : null;
}
