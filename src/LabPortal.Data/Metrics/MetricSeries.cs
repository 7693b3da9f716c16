namespace LabPortal.Data.Metrics;

/// <summary>The points of one metric of one run, in short; the points are in its <see cref="MetricChunk"/>s.
/// A database keeps no NaN: where a number is null and <c>Count</c> is not 0, the value was NaN.</summary>
public sealed class MetricSeries
{
    public MetricSeries(Guid runId, string name) => (RunId, Name) = (runId, name);

    public long Id { get; private set; }
    public Guid RunId { get; private set; }
    public string Name { get; private set; }
    public long Count { get; private set; }
    public long LastStep { get; private set; }
    public double? Last { get; private set; }
    public double? Min { get; private set; }
    public double? Max { get; private set; }

    internal void Extend(ReadOnlySpan<MetricBucket> points)
    {
        foreach (ref readonly var point in points)
        {
            if (Count > 0 && point.FromStep < LastStep)
                throw new ArgumentException($"The steps of metric {Name} went back from {LastStep} to {point.FromStep}.");
            (Count, LastStep, Last) = (Count + 1, point.ToStep, OrNull(point.Last));
            Min = OrNull(MetricBucket.Lesser(Min ?? double.NaN, point.Min));
            Max = OrNull(MetricBucket.Greater(Max ?? double.NaN, point.Max));
        }
    }

    internal void CutTo(long count, MetricBucket? last, double? min, double? max)
    {
        (Count, LastStep) = (count, last?.ToStep ?? 0);
        (Last, Min, Max) = (last is { } point ? OrNull(point.Last) : null, min, max);
    }

    internal static double? OrNull(double value) => double.IsNaN(value) ? null : value;
}
