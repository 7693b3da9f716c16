using LabPortal.Data;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Operation;

/// <summary>How fast points are recorded. Workers write them to the database themselves: it is what came between two looks.</summary>
public sealed class IngestRate(TimeProvider time)
{
    private readonly Lock _gate = new();
    private Dictionary<Guid, long> _counts = [];
    private long? _at;

    /// <returns>Points a second since the last look, of runs that were running then and now; null at the first.</returns>
    public async Task<double?> LookAsync(LabDbContext db, CancellationToken cancel)
    {
        var running = db.Runs.Where(run => run.State == RunState.Running).Select(run => run.Id);
        var counts = await db.MetricSeries.Where(series => running.Contains(series.RunId)).GroupBy(series => series.RunId)
            .Select(run => new { run.Key, Points = run.Sum(series => series.Count) }).ToDictionaryAsync(run => run.Key, run => run.Points, cancel);
        lock (_gate)
        {
            var now = time.GetTimestamp();
            // A resumed run takes points back: they do not count against the others.
            var came = counts.Sum(run => Math.Max(0, run.Value - _counts.GetValueOrDefault(run.Key)));
            double? rate = _at is { } before ? came / Math.Max(0.001, time.GetElapsedTime(before, now).TotalSeconds) : null;
            (_counts, _at) = (counts, now);
            return rate;
        }
    }
}
