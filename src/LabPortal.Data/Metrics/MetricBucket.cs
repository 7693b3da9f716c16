namespace LabPortal.Data.Metrics;

/// <summary>Consecutive points of a series in short; a single point is a bucket of one.</summary>
/// <param name="NaNs">How many of the points are NaN. <c>Min</c> and <c>Max</c> pass over those (infinities count), and are
/// NaN only where all are.</param>
/// <param name="At">When the first of them was recorded.</param>
public readonly record struct MetricBucket(
    long FromStep, long ToStep, long Count, long NaNs, double First, double Last, double Min, double Max, DateTime At)
{
    public static MetricBucket Of(long step, double value, DateTime at) =>
        new(step, step, 1, double.IsNaN(value) ? 1 : 0, value, value, value, value, at);

    /// <summary>This bucket and the one right after it as one.</summary>
    public MetricBucket Join(in MetricBucket next) => new(
        FromStep, next.ToStep, Count + next.Count, NaNs + next.NaNs, First, next.Last,
        Lesser(Min, next.Min), Greater(Max, next.Max), At);

    internal static double Lesser(double a, double b) => double.IsNaN(a) || b < a ? b : a;

    internal static double Greater(double a, double b) => double.IsNaN(a) || b > a ? b : a;
}
