namespace LabPortal.Data.Metrics;

/// <summary>The points of one metric of one run, in short; the points are in its <see cref="MetricChunk"/>s.
/// The table keeps no NaN: where a number column is null and <c>Count</c> is not 0, the value was NaN.</summary>
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
}
