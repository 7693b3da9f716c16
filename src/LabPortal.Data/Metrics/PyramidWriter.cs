using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Metrics;

/// <summary>Changes the chunks of one series; the caller saves.</summary>
internal sealed class PyramidWriter(LabDbContext db, MetricSeries series)
{
    /// <param name="tail">The open chunk of level 0, where there is one.</param>
    public async Task AppendAsync(MetricChunk? tail, MetricBucket[] points, CancellationToken cancel)
    {
        var count = series.Count;
        series.Extend(points);
        await AppendAsync(0, count, tail, points, cancel);
    }

    private async Task AppendAsync(int level, long count, MetricChunk? tail, MetricBucket[] entries, CancellationToken cancel)
    {
        var folded = new List<MetricBucket>();
        for (var done = 0; done < entries.Length;)
        {
            var chunk = tail ?? Add(level, (int)(count / MetricPyramid.ChunkLength));
            var taken = Math.Min(MetricPyramid.ChunkLength - chunk.Count, entries.Length - done);
            MetricBucket[] all = [.. chunk.Unpack(), .. entries.AsSpan(done, taken)];
            chunk.Pack(all);
            if (all.Length == MetricPyramid.ChunkLength) folded.AddRange(MetricPyramid.Fold(all));
            (tail, count, done) = (null, count + taken, done + taken);
        }

        if (folded.Count == 0) return;
        // What the level above had before: the chunks that were full before this append.
        var above = MetricPyramid.Entries(count - entries.Length, 1);
        var open = above % MetricPyramid.ChunkLength > 0 ? await FindAsync(level + 1, above, cancel) : null;
        await AppendAsync(level + 1, above, open, [.. folded], cancel);
    }

    public async Task TruncateAsync(long? afterStep, CancellationToken cancel)
    {
        var kept = await CountUpToAsync(afterStep, cancel);
        var levels = Enumerable.Range(0, 1 + await db.MetricChunks.Where(c => c.SeriesId == series.Id).MaxAsync(c => c.Level, cancel));
        MetricBucket? last = null;
        foreach (var level in levels)
        {
            var entries = MetricPyramid.Entries(kept, level);
            var (ordinal, rest) = ((int)(entries / MetricPyramid.ChunkLength), (int)(entries % MetricPyramid.ChunkLength));
            if (rest > 0)
            {
                var chunk = (await FindAsync(level, entries, cancel))!;
                chunk.Pack(chunk.Unpack().AsSpan(0, rest));
            }

            if (level == 0 && kept > 0) last = await LastAsync(kept, cancel);
            await db.SaveChangesAsync(cancel);
            await db.MetricChunks
                .Where(c => c.SeriesId == series.Id && c.Level == level && c.Ordinal >= ordinal + (rest > 0 ? 1 : 0)).ExecuteDeleteAsync(cancel);
        }

        var points = db.MetricChunks.Where(c => c.SeriesId == series.Id && c.Level == 0);
        series.CutTo(kept, last, await points.MinAsync(c => c.Min, cancel), await points.MaxAsync(c => c.Max, cancel));
    }

    private async Task<long> CountUpToAsync(long? step, CancellationToken cancel)
    {
        if (step is null) return 0;
        var boundary = await db.MetricChunks
            .Where(c => c.SeriesId == series.Id && c.Level == 0 && c.ToStep > step).OrderBy(c => c.Ordinal).FirstAsync(cancel);
        return (long)boundary.Ordinal * MetricPyramid.ChunkLength + boundary.Unpack().Count(p => p.FromStep <= step);
    }

    private async Task<MetricBucket> LastAsync(long count, CancellationToken cancel)
    {
        var chunk = (await FindAsync(0, count - 1, cancel))!;
        return chunk.Unpack()[(int)((count - 1) % MetricPyramid.ChunkLength)];
    }

    private async Task<MetricChunk?> FindAsync(int level, long entry, CancellationToken cancel) =>
        await db.MetricChunks.FindAsync([series.Id, level, (int)(entry / MetricPyramid.ChunkLength)], cancel);

    private MetricChunk Add(int level, int ordinal)
    {
        var chunk = new MetricChunk(series.Id, level, ordinal);
        db.MetricChunks.Add(chunk);
        return chunk;
    }
}
