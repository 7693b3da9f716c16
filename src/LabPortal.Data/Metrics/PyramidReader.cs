using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Metrics;

/// <summary>Reads the chunks of one series that a chart needs: those of the coarsest level that is fine enough, and the open
/// chunks below it, which hold what that level does not cover yet.</summary>
internal sealed class PyramidReader(LabDbContext db, MetricSeries series)
{
    public async Task<IReadOnlyList<MetricBucket>> ReadAsync(long? fromStep, long? toStep, int maxBuckets, CancellationToken cancel)
    {
        var (from, to) = (fromStep ?? long.MinValue, toStep ?? long.MaxValue);
        var points = fromStep is null && toStep is null ? series.Count : await CountAsync(from, to, cancel);
        if (points == 0) return [];

        var chunks = await Chunks(MetricPyramid.LevelFor(points, maxBuckets), from, to).AsNoTracking().ToListAsync(cancel);
        var entries = chunks.OrderByDescending(c => c.Level).ThenBy(c => c.Ordinal).SelectMany(Numbered)
            .Where(e => e.Bucket.ToStep >= from && e.Bucket.FromStep <= to).ToList();
        return Thin(entries, maxBuckets);
    }

    // Points of the chunks that touch the range: never fewer than the range has.
    private Task<long> CountAsync(long from, long to, CancellationToken cancel) => db.MetricChunks
        .Where(c => c.SeriesId == series.Id && c.Level == 0 && c.ToStep >= from && c.FromStep <= to)
        .SumAsync(c => (long)c.Count, cancel);

    private IQueryable<MetricChunk> Chunks(int level, long from, long to)
    {
        var mine = db.MetricChunks.Where(c => c.SeriesId == series.Id && c.ToStep >= from && c.FromStep <= to);
        var chunks = mine.Where(c => c.Level == level);
        for (var below = 0; below < level; below++)
        {
            var (l, open) = (below, (int)(MetricPyramid.Entries(series.Count, below) / MetricPyramid.ChunkLength));
            chunks = chunks.Concat(mine.Where(c => c.Level == l && c.Ordinal == open));
        }

        return chunks;
    }

    // Each entry with the number of its first point, so that buckets stay where they are while a run grows.
    private static IEnumerable<(long Point, MetricBucket Bucket)> Numbered(MetricChunk chunk)
    {
        var points = MetricPyramid.PointsPerEntry(chunk.Level);
        var first = (long)chunk.Ordinal * MetricPyramid.ChunkLength;
        return chunk.Unpack().Select((bucket, i) => ((first + i) * points, bucket));
    }

    private static List<MetricBucket> Thin(List<(long Point, MetricBucket Bucket)> entries, int maxBuckets)
    {
        var width = 1L;
        while (entries.Count > 0 && Spread(entries, width) > maxBuckets) width *= 2;
        var thinned = new List<MetricBucket>();
        var current = -1L;
        foreach (var (point, bucket) in entries)
        {
            if (point / width == current) thinned[^1] = thinned[^1].Join(bucket);
            else thinned.Add(bucket);
            current = point / width;
        }

        return thinned;
    }

    private static long Spread(List<(long Point, MetricBucket Bucket)> entries, long width) =>
        entries[^1].Point / width - entries[0].Point / width + 1;
}
