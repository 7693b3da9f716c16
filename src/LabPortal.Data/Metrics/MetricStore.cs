using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Metrics;

/// <summary>The metric store in the lab's own database.</summary>
internal sealed class MetricStore(IDbContextFactory<LabDbContext> contexts) : IMetricStore
{
    public async Task AppendAsync(FencedWrite write, IReadOnlyList<MetricPoint> points, CancellationToken cancel)
    {
        if (points.Count == 0) return;
        var byName = points.ToLookup(p => p.Name, p => MetricBucket.Of(p.Step, p.Value, p.At));
        var names = byName.Select(group => group.Key).ToList();
        var known = await WithTails(write.Db, write.RunId, names).ToListAsync(cancel);
        var series = known.ToDictionary(found => found.Series.Name, found => found.Series);
        var tails = known.ToDictionary(found => found.Series.Name, found => found.Tail);
        if (series.Count < names.Count)
        {
            foreach (var name in names.Where(name => !series.ContainsKey(name)))
                write.Db.MetricSeries.Add(series[name] = new MetricSeries(write.RunId, name));
            await write.Db.SaveChangesAsync(cancel); // gives the new ones their ids
        }

        await LoadReachedAsync(write.Db, [.. byName.Select(group => (series[group.Key], group.Count()))], cancel);
        foreach (var group in byName)
            await new PyramidWriter(write.Db, series[group.Key]).AppendAsync(tails.GetValueOrDefault(group.Key), group.ToArray(), cancel);
    }

    public async Task TruncateAsync(FencedWrite write, long? afterStep, CancellationToken cancel)
    {
        var longer = await write.Db.MetricSeries
            .Where(s => s.RunId == write.RunId && s.Count > 0 && (afterStep == null || s.LastStep > afterStep)).ToListAsync(cancel);
        foreach (var series in longer) await new PyramidWriter(write.Db, series).TruncateAsync(afterStep, cancel);
    }

    public async Task<IReadOnlyList<MetricCurve>> ReadAsync(
        IReadOnlyCollection<Guid> runs, IReadOnlyCollection<string> names,
        long? fromStep, long? toStep, int maxBuckets, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBuckets, 1);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        // One snapshot for all the reads: a batch may be appended between two of them.
        await using var snapshot = await Dialect.Of(db).BeginReadAsync(db, cancel);
        var wanted = await db.MetricSeries.AsNoTracking()
            .Where(s => runs.Contains(s.RunId) && names.Contains(s.Name)).OrderBy(s => s.Id).ToListAsync(cancel);
        var curves = new List<MetricCurve>(wanted.Count);
        foreach (var series in wanted)
        {
            var buckets = await new PyramidReader(db, series).ReadAsync(fromStep, toStep, maxBuckets, cancel);
            curves.Add(new(series.RunId, series.Name, series.Count, buckets));
        }

        return curves;
    }

    public async Task<IReadOnlyList<MetricSeries>> SeriesAsync(IReadOnlyCollection<Guid> runs, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.MetricSeries.AsNoTracking()
            .Where(s => runs.Contains(s.RunId)).OrderBy(s => s.Name).ThenBy(s => s.Id).ToListAsync(cancel);
    }

    /// <summary>Series with their open chunks of level 0, where they have one.</summary>
    private static IQueryable<Appended> WithTails(LabDbContext db, Guid run, List<string> names) =>
        db.MetricSeries.Where(s => s.RunId == run && names.Contains(s.Name)).LeftJoin(
            db.MetricChunks.Where(c => c.Level == 0),
            s => new { s.Id, Ordinal = (int)(s.Count / MetricPyramid.ChunkLength) }, c => new { Id = c.SeriesId, c.Ordinal }, (s, c) => new Appended(s, c));

    // At once, for metrics of one rhythm fill their chunks together; the writer finds them in the context.
    private static async Task LoadReachedAsync(LabDbContext db, IReadOnlyList<(MetricSeries Series, int More)> appended, CancellationToken cancel)
    {
        var reached = appended.SelectMany(one => MetricPyramid.Reached(one.Series.Count, one.More).Select(chunk => (one.Series.Id, chunk.Level, chunk.Ordinal))).ToList();
        if (reached.Count == 0) return;
        var (ids, levels, ordinals) = (reached.Select(chunk => chunk.Id).Distinct().ToList(), reached.Select(chunk => chunk.Level).Distinct().ToList(), reached.Select(chunk => chunk.Ordinal).Distinct().ToList());
        await db.MetricChunks.Where(c => ids.Contains(c.SeriesId) && levels.Contains(c.Level) && ordinals.Contains(c.Ordinal)).LoadAsync(cancel);
    }

    private sealed record Appended(MetricSeries Series, MetricChunk? Tail);
}
