namespace LabPortal.Data.Metrics;

/// <summary>A metric of a run, ready to draw: as many buckets as asked for at most, in step order.</summary>
/// <param name="Count">Points in the whole series, whatever range was asked for.</param>
public sealed record MetricCurve(Guid RunId, string Name, long Count, IReadOnlyList<MetricBucket> Buckets);
