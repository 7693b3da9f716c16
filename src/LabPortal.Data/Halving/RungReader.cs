using System.Collections.Concurrent;
using LabPortal.Data.Metrics;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Halving;

/// <summary>Reads what runs had of a metric at certain steps. Such a value does not change any more, so each is read once.</summary>
public sealed class RungReader(IDbContextFactory<LabDbContext> contexts, IMetricStore metrics)
{
    private const int MostRemembered = 100_000, MostPoints = 4096;

    // An attempt that goes on from before the rung reports it anew, and with another version of the lab perhaps otherwise.
    private readonly ConcurrentDictionary<(Guid Run, int Attempt, string Metric, long Rung), double> _known = new();

    public async Task<IReadOnlyList<RungRun>> ReadAsync(Guid experimentId, string metric, IReadOnlyList<long> rungs, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var runs = await db.Runs.AsNoTracking().Where(r => r.ExperimentId == experimentId).OrderBy(r => r.Number).ToListAsync(cancel);
        foreach (var rung in rungs)
        {
            var unknown = runs.Where(r => r.Step >= rung && !_known.ContainsKey((r.Id, r.Attempts, metric, rung))).ToDictionary(r => r.Id, r => r.Attempts);
            if (unknown.Count == 0) continue;
            if (_known.Count > MostRemembered) _known.Clear();
            foreach (var curve in await metrics.ReadAsync(unknown.Keys, [metric], rung, rung, MostPoints, cancel))
                if (curve.Buckets.LastOrDefault(bucket => bucket.ToStep == rung) is { Count: > 0 } at) _known[(curve.RunId, unknown[curve.RunId], metric, rung)] = at.Last;
        }

        return [.. runs.Select(r => new RungRun(r.ArmId, r.Number, r.Seed, r.State, r.Step,
            [.. rungs.Select(rung => _known.TryGetValue((r.Id, r.Attempts, metric, rung), out var value) ? (double?)value : null)]))];
    }
}
