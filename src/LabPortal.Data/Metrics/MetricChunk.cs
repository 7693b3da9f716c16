namespace LabPortal.Data.Metrics;

/// <summary>Up to <see cref="MetricPyramid.ChunkLength"/> entries of a series, compressed. Level 0 holds points; an entry of
/// level k + 1 sums up <see cref="MetricPyramid.Fan"/> entries of level k.</summary>
public sealed class MetricChunk
{
    private MetricChunk() { }

    public long SeriesId { get; private set; }
    public int Level { get; private set; }
    public int Ordinal { get; private set; }
    public int Count { get; private set; }
    public long FromStep { get; private set; }
    public long ToStep { get; private set; }
    public double? Min { get; private set; }
    public double? Max { get; private set; }
    public byte[] Data { get; private set; } = [];
}
