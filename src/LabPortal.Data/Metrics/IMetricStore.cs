using LabPortal.Data.Runs;

namespace LabPortal.Data.Metrics;

/// <summary>Where metric points go and charts come from.</summary>
public interface IMetricStore
{
    /// <summary>Adds points to the series of the attempt's run, inside the write that holds its fence.</summary>
    Task AppendAsync(FencedWrite write, IReadOnlyList<MetricPoint> points, CancellationToken cancel);

    /// <summary>Forgets every point of the run after a step (all of them: <c>null</c>).</summary>
    Task TruncateAsync(FencedWrite write, long? afterStep, CancellationToken cancel);

    /// <summary>Reads series to draw. No extreme and no NaN is ever left out, however few buckets are asked for.</summary>
    /// <param name="names">The metrics; a run that lacks one has no curve for it.</param>
    /// <param name="fromStep">First step of interest; <c>null</c>: from the start.</param>
    /// <param name="toStep">Last step of interest; <c>null</c>: to the end.</param>
    Task<IReadOnlyList<MetricCurve>> ReadAsync(
        IReadOnlyCollection<Guid> runs, IReadOnlyCollection<string> names,
        long? fromStep, long? toStep, int maxBuckets, CancellationToken cancel = default);

    /// <summary>What series the runs have, in short: their last, least and greatest values.</summary>
    Task<IReadOnlyList<MetricSeries>> SeriesAsync(IReadOnlyCollection<Guid> runs, CancellationToken cancel = default);
}
