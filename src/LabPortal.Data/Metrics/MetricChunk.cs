namespace LabPortal.Data.Metrics;

/// <summary>Up to <see cref="MetricPyramid.ChunkLength"/> entries of a series, packed. Level 0 holds points; an entry of level
/// k + 1 sums up <see cref="MetricPyramid.Fan"/> entries of level k.</summary>
public sealed class MetricChunk
{
    private MetricChunk() { }

    internal MetricChunk(long seriesId, int level, int ordinal) => (SeriesId, Level, Ordinal) = (seriesId, level, ordinal);

    public long SeriesId { get; private set; }
    public int Level { get; private set; }
    public int Ordinal { get; private set; }
    public int Count { get; private set; }
    public long FromStep { get; private set; }
    public long ToStep { get; private set; }
    public double? Min { get; private set; }
    public double? Max { get; private set; }
    public byte[] Data { get; private set; } = [];

    internal MetricBucket[] Unpack() => Count == 0 ? [] : ChunkCodec.Unpack(Data, Level);

    internal void Pack(ReadOnlySpan<MetricBucket> entries)
    {
        Count = entries.Length;
        (FromStep, ToStep) = (entries[0].FromStep, entries[^1].ToStep);
        var (min, max) = (double.NaN, double.NaN);
        foreach (ref readonly var entry in entries)
            (min, max) = (MetricBucket.Lesser(min, entry.Min), MetricBucket.Greater(max, entry.Max));
        (Min, Max) = (MetricSeries.OrNull(min), MetricSeries.OrNull(max));
        Data = ChunkCodec.Pack(entries, Level, Count == MetricPyramid.ChunkLength);
    }
}
