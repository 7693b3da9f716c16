using LabPortal.Data.Metrics;

namespace LabPortal.Web.Curves;

/// <summary>One run's metric on the grid that all lines of a chart share: what makes seeds comparable that recorded at other steps.</summary>
/// <param name="Y">Between two recorded points their straight line; outside of what the run recorded, and beside a NaN, NaN.</param>
/// <param name="Low">Least value recorded since the grid point before.</param>
/// <param name="Lost">Whether a NaN or an infinity was recorded since then.</param>
public sealed record SeedCurve(long Seed, double[] Y, double[] Low, double[] High, bool[] Lost)
{
    public static SeedCurve Of(long seed, IReadOnlyList<MetricBucket> buckets, RunAxis axis, double[] grid)
    {
        var curve = new SeedCurve(seed, new double[grid.Length], new double[grid.Length], new double[grid.Length], new bool[grid.Length]);
        var at = 0;
        for (var i = 0; i < grid.Length; i++)
        {
            var (low, high) = (double.NaN, double.NaN);
            for (; at < buckets.Count && axis.X(buckets[at]) <= grid[i]; at++)
            {
                curve.Lost[i] |= buckets[at].NaNs > 0 || double.IsInfinity(buckets[at].Min) || double.IsInfinity(buckets[at].Max);
                (low, high) = (Lesser(low, buckets[at].Min), Greater(high, buckets[at].Max));
            }
            curve.Y[i] = Between(buckets, at, axis, grid[i]);
            (curve.Low[i], curve.High[i]) = (Lesser(low, curve.Y[i]), Greater(high, curve.Y[i]));
        }
        return curve;
    }

    /// <summary>The grid for such curves: their own points where few enough, otherwise evenly many of them. The points next to the
    /// range stay, so that lines run to its edges.</summary>
    public static double[] Grid(IEnumerable<double> points, (double? From, double? To) range, int most)
    {
        var all = points.Distinct().Order().ToArray();
        var first = range.From is { } from ? Math.Max(0, Array.FindLastIndex(all, x => x <= from)) : 0;
        var last = range.To is { } to ? Array.FindIndex(all, x => x >= to) : -1;
        all = all[first..(last < 0 ? all.Length : last + 1)];
        return all.Length <= most ? all : Enumerable.Range(1, most).Select(i => all[(int)((long)i * (all.Length - 1) / most)]).Prepend(all[0]).ToArray();
    }

    // at: the first bucket beyond x.
    private static double Between(IReadOnlyList<MetricBucket> buckets, int at, RunAxis axis, double x)
    {
        if (at == 0)
            return double.NaN;
        var before = buckets[at - 1];
        var (x0, y0) = (axis.X(before), axis.Y(before));
        if (x0 == x)
            return double.IsFinite(y0) ? y0 : double.NaN;
        if (at == buckets.Count)
            return double.NaN;
        var (x1, y1) = (axis.X(buckets[at]), axis.Y(buckets[at]));
        var y = y0 + (y1 - y0) * (x - x0) / (x1 - x0);
        return double.IsFinite(y) ? y : double.NaN;
    }

    private static double Lesser(double a, double b) => !double.IsFinite(b) || a <= b ? a : b;

    private static double Greater(double a, double b) => !double.IsFinite(b) || a >= b ? a : b;
}
