using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Runs;

/// <summary>The run table with one row a group: an arm over its seeds, an experiment, or all runs with the same value of an option.</summary>
public sealed class RunGroups(IDbContextFactory<LabDbContext> contexts, RunQueries runs)
{
    public static readonly RunField Arm = new(RunFieldKind.Attribute, "arm"), Experiment = new(RunFieldKind.Attribute, "experiment");

    /// <summary>Whether runs can be grouped by a field.</summary>
    public static bool Knows(RunField by) => by == Arm || by == Experiment || by.Kind == RunFieldKind.Option;

    /// <summary>Every group of a query. Sorted by a metric, groups stand in the order of its mean; by what groups them, in that order;
    /// otherwise the one with the newest run comes first.</summary>
    public async Task<IReadOnlyList<RunGroup>> ListAsync(RunTableQuery query, RunField by, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return by.Kind == RunFieldKind.Option
            ? await ListAsync(db, ByOption(db, query, by.Name), query, by, key => key ?? RunFilter.None, cancel)
            : await ListAsync(db, ById(db, query, by), query, by, key => key.ToString(), cancel);
    }

    /// <summary>Some of the groups that <see cref="ListAsync"/> found, as rows; a group that has gone since is left out.</summary>
    public async Task<IReadOnlyList<RunGroupRow>> RowsAsync(
        RunTableQuery query, RunField by, IReadOnlyCollection<string> keys, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (by.Kind == RunFieldKind.Option)
        {
            var texts = keys.Select(key => key == RunFilter.None ? null : key).ToList();
            return await RowsAsync(db, ByOption(db, query, by.Name).Where(k => texts.Contains(k.Key)), query, keys, key => key ?? RunFilter.None, cancel);
        }

        var ids = keys.Select(Guid.Parse).ToList();
        return await RowsAsync(db, ById(db, query, by).Where(k => ids.Contains(k.Key)), query, keys, key => key.ToString(), cancel);
    }

    private IQueryable<KeyedRun<Guid>> ById(LabDbContext db, RunTableQuery query, RunField by) => by == Experiment
        ? runs.Chosen(db, query).Select(r => new KeyedRun<Guid> { Key = r.ExperimentId, Title = r.Experiment!.Name, Id = r.Id, ArmId = r.ArmId, Number = r.Number, State = r.State })
        : runs.Chosen(db, query).Select(r => new KeyedRun<Guid> { Key = r.ArmId, Title = r.Arm!.Name, Id = r.Id, ArmId = r.ArmId, Number = r.Number, State = r.State });

    private IQueryable<KeyedRun<string?>> ByOption(LabDbContext db, RunTableQuery query, string path) => runs.Chosen(db, query)
        .LeftJoin(db.ArmOptions.Where(o => o.Path == path), r => r.ArmId, o => o.ArmId,
            (r, o) => new KeyedRun<string?> { Key = o!.Text, Title = o.Text, Id = r.Id, ArmId = r.ArmId, Number = r.Number, State = r.State });

    private static async Task<IReadOnlyList<RunGroup>> ListAsync<TKey>(
        LabDbContext db, IQueryable<KeyedRun<TKey>> keyed, RunTableQuery query, RunField by, Func<TKey, string> write, CancellationToken cancel)
    {
        if (query.Sort.Kind == RunFieldKind.Metric)
        {
            var series = db.MetricSeries.Where(s => s.Name == query.Sort.Name).Select(s => new { s.RunId, s.Last });
            var means = keyed.LeftJoin(series, k => k.Id, s => s.RunId, (k, s) => new { k.Key, k.Number, s!.Last })
                .GroupBy(k => k.Key).Select(g => new { g.Key, Count = g.Count(), Newest = g.Max(k => k.Number), Mean = g.Average(k => k.Last) }).OrderBy(g => g.Mean == null);
            var ordered = query.Descending ? means.ThenByDescending(g => g.Mean) : means.ThenBy(g => g.Mean);
            return [.. (await ordered.ThenByDescending(g => g.Newest).ToListAsync(cancel)).Select(g => new RunGroup(write(g.Key), g.Count))];
        }

        if (query.Sort == by)
        {
            var titled = keyed.GroupBy(k => k.Key).Select(g => new { g.Key, Count = g.Count(), Newest = g.Max(k => k.Number), Title = g.Min(k => k.Title) });
            var named = query.Descending ? titled.OrderByDescending(g => g.Title) : titled.OrderBy(g => g.Title);
            return [.. (await named.ThenByDescending(g => g.Newest).ToListAsync(cancel)).Select(g => new RunGroup(write(g.Key), g.Count))];
        }

        var groups = keyed.GroupBy(k => k.Key).Select(g => new { g.Key, Count = g.Count(), Newest = g.Max(k => k.Number) });
        var sorted = query.Sort == RunField.Number && !query.Descending ? groups.OrderBy(g => g.Newest) : groups.OrderByDescending(g => g.Newest);
        return [.. (await sorted.ToListAsync(cancel)).Select(g => new RunGroup(write(g.Key), g.Count))];
    }

    private static async Task<IReadOnlyList<RunGroupRow>> RowsAsync<TKey>(
        LabDbContext db, IQueryable<KeyedRun<TKey>> keyed, RunTableQuery query, IReadOnlyCollection<string> keys, Func<TKey, string> write, CancellationToken cancel)
    {
        var states = (await keyed.GroupBy(k => new { k.Key, k.State }).Select(g => new { g.Key.Key, g.Key.State, Count = g.Count(), Newest = g.Max(k => k.Number) })
            .ToListAsync(cancel)).ToLookup(g => write(g.Key));
        var newest = keys.Where(states.Contains).ToDictionary(key => key, key => states[key].Max(g => g.Newest));
        var numbers = newest.Values.ToList();
        var ids = await db.Runs.Where(r => numbers.Contains(r.Number)).Select(r => r.Id).ToListAsync(cancel);
        var rows = (await RunQueries.RowsAsync(db, ids, new(), cancel)).ToDictionary(r => r.Number);
        var (metrics, options) = (await MetricsAsync(db, keyed, query.Metrics, write, cancel), await OptionsAsync(db, keyed, query.Options, write, cancel));
        return [.. keys.Where(newest.ContainsKey).Select(key => new RunGroupRow(key, states[key].Sum(g => g.Count))
        {
            Newest = rows.GetValueOrDefault(newest[key]), States = states[key].ToDictionary(g => g.State, g => g.Count),
            Metrics = metrics[key].ToLookup(m => m.Name, m => m.Value).ToDictionary(m => m.Key, m => (IReadOnlyList<double>)[.. m]),
            Options = options[key].ToDictionary(o => o.Path, o => o.Text),
        })];
    }

    private static async Task<ILookup<string, (string Name, double Value)>> MetricsAsync<TKey>(
        LabDbContext db, IQueryable<KeyedRun<TKey>> keyed, List<string> names, Func<TKey, string> write, CancellationToken cancel)
    {
        if (names.Count == 0) return Enumerable.Empty<string>().ToLookup(key => key, _ => ("", 0.0));
        var found = await keyed.Join(db.MetricSeries.Where(s => names.Contains(s.Name) && s.Count > 0), k => k.Id, s => s.RunId, (k, s) => new { k.Key, s.Name, s.Last }).ToListAsync(cancel);
        return found.ToLookup(m => write(m.Key), m => (m.Name, m.Last ?? double.NaN));
    }

    private static async Task<ILookup<string, (string Path, string Text)>> OptionsAsync<TKey>(
        LabDbContext db, IQueryable<KeyedRun<TKey>> keyed, List<string> paths, Func<TKey, string> write, CancellationToken cancel)
    {
        if (paths.Count == 0) return Enumerable.Empty<string>().ToLookup(key => key, _ => ("", ""));
        var found = await keyed.LeftJoin(db.ArmOptions.Where(o => paths.Contains(o.Path)), k => k.ArmId, o => o.ArmId, (k, o) => new { k.Key, k.Id, o!.Path, o.Text })
            .Where(x => x.Path != null).GroupBy(x => new { x.Key, x.Path })
            .Select(g => new { g.Key.Key, g.Key.Path, Least = g.Min(x => x.Text), Greatest = g.Max(x => x.Text) }).ToListAsync(cancel);
        return found.Where(o => o.Least == o.Greatest).ToLookup(o => write(o.Key), o => (o.Path, o.Least!));
    }
}
