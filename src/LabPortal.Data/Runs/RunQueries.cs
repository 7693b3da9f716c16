using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Runs;

/// <summary>What the tables of runs show.</summary>
public sealed class RunQueries(IDbContextFactory<LabDbContext> contexts, TimeProvider time)
{
    public async Task<RunTablePage> PageAsync(RunTableQuery query, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var chosen = Chosen(db, query);
        var total = await chosen.CountAsync(cancel);
        // The order is found on ids alone: sorting whole rows, most of which are skipped, would cost several times as much.
        var ids = query.Take == 0 ? [] : await RunOrder.Apply(db, chosen, query.Sort, query.Descending)
            .Select(r => r.Id).Skip(query.Skip).Take(query.Take).ToListAsync(cancel);
        return new(await RowsAsync(db, ids, query, cancel), total);
    }

    /// <summary>These runs, in this order, whatever the filters say; those that are not there are left out.</summary>
    public async Task<IReadOnlyList<RunTableRow>> RowsAsync(IReadOnlyCollection<Guid> ids, RunTableQuery query, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await RowsAsync(db, [.. ids], query, cancel);
    }

    /// <summary>Runs by their numbers, whatever the filters say.</summary>
    public async Task<IReadOnlyList<RunTableRow>> NumberedAsync(IReadOnlyCollection<int> numbers, RunTableQuery query, CancellationToken cancel = default)
    {
        if (numbers.Count == 0) return [];
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var ids = await db.Runs.Where(r => numbers.Contains(r.Number)).OrderBy(r => r.Number).Select(r => r.Id).ToListAsync(cancel);
        return await RowsAsync(db, ids, query, cancel);
    }

    /// <summary>The runs that a query finds, from its <c>Skip</c> on, with what a choice among them needs to know.</summary>
    public async Task<IReadOnlyList<RunChoice>> ChoicesAsync(RunTableQuery query, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await RunOrder.Apply(db, Chosen(db, query), query.Sort, query.Descending)
            .Select(r => new RunChoice(r.Id, r.Number, r.State, r.ArchivedAt != null)).Skip(query.Skip).Take(query.Take).ToListAsync(cancel);
    }

    /// <summary>How many runs the filters leave, in which states, and the metric columns over all of them.</summary>
    public async Task<RunTotals> TotalsAsync(RunTableQuery query, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var chosen = Chosen(db, query);
        var states = await chosen.GroupBy(r => r.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var metrics = query.Metrics;
        if (metrics.Count == 0) return new(states, new Dictionary<string, MetricTotal>());
        var totals = await db.MetricSeries.Where(s => metrics.Contains(s.Name) && s.Last != null && chosen.Select(r => r.Id).Contains(s.RunId))
            .GroupBy(s => s.Name).Select(g => new { g.Key, Count = g.Count(), Mean = g.Average(s => s.Last), Min = g.Min(s => s.Last), Max = g.Max(s => s.Last) })
            .ToListAsync(cancel);
        return new(states, totals.ToDictionary(t => t.Key, t => new MetricTotal(t.Count, t.Mean!.Value, t.Min!.Value, t.Max!.Value)));
    }

    internal IQueryable<Run> Chosen(LabDbContext db, RunTableQuery query) =>
        RunFilters.Apply(db, db.Runs.AsNoTracking(), query.Filters, time.GetUtcNow().UtcDateTime);

    internal static async Task<IReadOnlyList<RunTableRow>> RowsAsync(LabDbContext db, List<Guid> ids, RunTableQuery query, CancellationToken cancel)
    {
        if (ids.Count == 0) return [];
        var found = await db.Runs.AsNoTracking().Where(r => ids.Contains(r.Id)).Select(r => new
        {
            Run = r, Experiment = r.Experiment!.Name, r.Experiment.Version, r.Experiment.StudyName, r.Experiment.CreatedBy, Arm = r.Arm!.Name, r.Arm.Ordinal,
        }).ToDictionaryAsync(r => r.Run.Id, cancel);
        var metrics = await MetricsAsync(db, ids, query.Metrics, cancel);
        var options = await OptionsAsync(db, [.. found.Values.Select(r => r.Run.ArmId).Distinct()], query.Options, cancel);
        var tags = (await db.RunTags.AsNoTracking().Where(t => ids.Contains(t.RunId)).OrderBy(t => t.Name).ToListAsync(cancel)).ToLookup(t => t.RunId, t => t.Name);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id]).Select(r => new RunTableRow(
            r.Run.Id, r.Run.Number, r.Run.ExperimentId, r.Experiment, r.Version, r.StudyName, r.CreatedBy, r.Run.ArmId, r.Arm, r.Ordinal, r.Run.Seed, r.Run.State)
        {
            Step = r.Run.Step, TotalSteps = r.Run.TotalSteps, EtaSeconds = r.Run.EtaSeconds, QueuedAt = r.Run.QueuedAt, StartedAt = r.Run.StartedAt,
            EndedAt = r.Run.EndedAt, ArchivedAt = r.Run.ArchivedAt, Attempts = r.Run.Attempts, FailureReason = r.Run.FailureReason, Tags = [.. tags[r.Run.Id]],
            Metrics = metrics[r.Run.Id].ToDictionary(m => m.Name, m => m.Value), Options = options[r.Run.ArmId].ToDictionary(o => o.Path, o => o.Text),
        })];
    }

    internal static async Task<ILookup<Guid, (string Name, double Value)>> MetricsAsync(
        LabDbContext db, List<Guid> runs, List<string> names, CancellationToken cancel)
    {
        if (names.Count == 0) return Enumerable.Empty<Guid>().ToLookup(id => id, _ => ("", 0.0));
        var series = await db.MetricSeries
            .Where(s => runs.Contains(s.RunId) && names.Contains(s.Name) && s.Count > 0)
            .Select(s => new { s.RunId, s.Name, s.Last }).ToListAsync(cancel);
        return series.ToLookup(s => s.RunId, s => (s.Name, s.Last ?? double.NaN));
    }

    private static async Task<ILookup<Guid, (string Path, string Text)>> OptionsAsync(
        LabDbContext db, List<Guid> arms, List<string> paths, CancellationToken cancel)
    {
        if (paths.Count == 0) return Enumerable.Empty<Guid>().ToLookup(id => id, _ => ("", ""));
        var options = await db.ArmOptions.Where(o => paths.Contains(o.Path) && arms.Contains(o.ArmId)).Select(o => new { o.ArmId, o.Path, o.Text }).ToListAsync(cancel);
        return options.ToLookup(o => o.ArmId, o => (o.Path, o.Text));
    }
}
