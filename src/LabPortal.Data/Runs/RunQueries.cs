using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Runs;

/// <summary>What the tables of runs show.</summary>
public sealed class RunQueries(IDbContextFactory<LabDbContext> contexts)
{
    public async Task<RunTablePage> PageAsync(RunTableQuery query, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var chosen = Filter(db.Runs.AsNoTracking(), query);
        var total = await chosen.CountAsync(cancel);
        var runs = await Order(db, chosen, query).Skip(query.Skip).Take(query.Take)
            .Select(r => new
            {
                Run = r,
                Experiment = r.Experiment!.Name,
                r.Experiment.Version,
                Arm = r.Arm!.Name,
                r.Arm.Ordinal,
            }).ToListAsync(cancel);

        var values = await MetricsAsync(db, [.. runs.Select(r => r.Run.Id)], query.Metrics, cancel);
        return new([.. runs.Select(r => new RunTableRow(
            r.Run.Id, r.Run.Number, r.Run.ExperimentId, r.Experiment, r.Version, r.Run.ArmId, r.Arm, r.Ordinal, r.Run.Seed,
            r.Run.State, r.Run.Step, r.Run.TotalSteps, r.Run.EtaSeconds, r.Run.QueuedAt, r.Run.StartedAt, r.Run.EndedAt,
            r.Run.Attempts, r.Run.FailureReason, r.Run.Priority, values[r.Run.Id].ToDictionary(v => v.Name, v => v.Value)))], total);
    }

    /// <summary>Every metric name in the lab, for the column picker.</summary>
    public async Task<IReadOnlyList<string>> MetricNamesAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        // From one name to the next through the index: DISTINCT would read a row for every metric of every run.
        return await db.Database.SqlQueryRaw<string>("""
            WITH RECURSIVE names(name) AS (
                SELECT min("Name") FROM "MetricSeries"
                UNION ALL
                SELECT (SELECT min("Name") FROM "MetricSeries" WHERE "Name" > names.name) FROM names WHERE names.name IS NOT NULL)
            SELECT name AS "Value" FROM names WHERE name IS NOT NULL
            """).ToListAsync(cancel);
    }

    private static async Task<ILookup<Guid, (string Name, double Value)>> MetricsAsync(
        LabDbContext db, List<Guid> runs, IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        if (names.Count == 0) return Enumerable.Empty<Guid>().ToLookup(id => id, _ => ("", 0.0));
        var series = await db.MetricSeries
            .Where(s => runs.Contains(s.RunId) && names.Contains(s.Name) && s.Count > 0)
            .Select(s => new { s.RunId, s.Name, s.Last }).ToListAsync(cancel);
        return series.ToLookup(s => s.RunId, s => (s.Name, s.Last ?? double.NaN));
    }

    private static IQueryable<Run> Filter(IQueryable<Run> runs, RunTableQuery query)
    {
        if (query.States.Count > 0) runs = runs.Where(r => query.States.Contains(r.State));
        if (query.ExperimentId is { } experiment) runs = runs.Where(r => r.ExperimentId == experiment);
        if (query.Arm is { } arm) runs = runs.Where(r => r.Arm!.Name == arm);
        if (string.IsNullOrWhiteSpace(query.Search)) return runs;
        var text = query.Search.Trim();
        var pattern = "%" + text.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_") + "%";
        var number = int.TryParse(text.TrimStart('#'), out var parsed) ? parsed : -1;
        return runs.Where(r => r.Number == number
            || EF.Functions.Like(r.Experiment!.Name, pattern, "\\") || EF.Functions.Like(r.Arm!.Name, pattern, "\\"));
    }

    private static IQueryable<Run> Order(LabDbContext db, IQueryable<Run> runs, RunTableQuery query)
    {
        if (query.SortMetric is { } metric)
        {
            var valued = runs.Select(r => new
            {
                Run = r,
                Value = db.MetricSeries.Where(s => s.RunId == r.Id && s.Name == metric).Select(s => s.Last).FirstOrDefault(),
            }).OrderBy(r => r.Value == null);
            return (query.Descending ? valued.ThenByDescending(r => r.Value) : valued.ThenBy(r => r.Value))
                .ThenByDescending(r => r.Run.Number).Select(r => r.Run);
        }

        Expression<Func<Run, object?>> key = query.Sort switch
        {
            RunSort.State => r => r.State,
            RunSort.Experiment => r => r.Experiment!.Name,
            RunSort.Arm => r => r.Arm!.Name,
            RunSort.Seed => r => r.Seed,
            RunSort.Step => r => r.Step,
            RunSort.Queued => r => r.QueuedAt,
            RunSort.Started => r => r.StartedAt,
            RunSort.Ended => r => r.EndedAt,
            _ => r => r.Number,
        };
        return (query.Descending ? runs.OrderByDescending(key) : runs.OrderBy(key)).ThenByDescending(r => r.Number);
    }
}
