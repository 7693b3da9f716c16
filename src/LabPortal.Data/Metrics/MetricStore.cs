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
        var series = await write.Db.MetricSeries
            .Where(s => s.RunId == write.RunId && names.Contains(s.Name)).ToDictionaryAsync(s => s.Name, cancel);
        if (series.Count < names.Count)
        {
            foreach (var name in names.Where(name => !series.ContainsKey(name)))
                write.Db.MetricSeries.Add(series[name] = new MetricSeries(write.RunId, name));
            await write.Db.SaveChangesAsync(cancel); // gives the new ones their ids
        }

        var ids = series.Values.Select(s => s.Id).ToList();
        var tails = await TailsOf(write.Db, ids).ToDictionaryAsync(c => c.SeriesId, cancel);
        foreach (var group in byName)
            await new PyramidWriter(write.Db, series[group.Key]).AppendAsync(tails.GetValueOrDefault(series[group.Key].Id), group.ToArray(), cancel);
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

    private static IQueryable<MetricChunk> TailsOf(LabDbContext db, List<long> ids) =>
        from s in db.MetricSeries
        join c in db.MetricChunks on s.Id equals c.SeriesId
        where ids.Contains(s.Id) && c.Level == 0 && c.Ordinal == s.Count / MetricPyramid.ChunkLength
        select c;
}
