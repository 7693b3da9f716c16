using LabPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Samples;

/// <summary>Reads the samples of runs for a look side by side.</summary>
public sealed class SampleReader(IDbContextFactory<LabDbContext> contexts)
{
    private const int MostLines = 1000;

    /// <param name="asked">The step to show, or the last before it; null for the last of all.</param>
    public async Task<SampleSheet> ReadAsync(IReadOnlyList<SampleColumn> columns, long? asked, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var ids = columns.Select(column => column.Run).ToList();
        var evaluated = (await db.Samples.Where(sample => ids.Contains(sample.RunId)).Select(sample => new { sample.RunId, sample.Step }).Distinct().ToListAsync(cancel))
            .ToLookup(sample => sample.RunId, sample => sample.Step);
        var steps = evaluated.SelectMany(run => run).Distinct().Order().ToList();
        if (steps.Count == 0)
            return new SampleSheet(columns, [], 0, []);
        var shown = steps.LastOrDefault(step => step <= (asked ?? long.MaxValue), steps[0]);
        var read = new List<Dictionary<int, SampleView>>();
        foreach (var column in columns)
            read.Add(evaluated[column.Run].Where(step => step <= shown).DefaultIfEmpty(-1).Max() is >= 0 and var step ? await LinesAsync(db, column.Run, step, cancel) : []);
        // Columns that were asked something else have their own questions under the same numbers.
        var same = columns.Select(column => column.Questions == columns[0].Questions).ToList();
        var lines = read.SelectMany(column => column.Keys).Distinct().Order()
            .Select(index => new SampleLine(index, read.Select((column, i) => same[i] ? column.GetValueOrDefault(index) : null).ToList()))
            .Where(line => line.Cells.Any(cell => cell is not null)).ToList();
        return new SampleSheet(columns, steps, shown, lines);
    }

    /// <summary>One example over all evaluations of a run, ascending.</summary>
    public async Task<IReadOnlyList<SampleView>> EvolutionAsync(Guid run, int index, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return (await db.Samples.AsNoTracking().Where(sample => sample.RunId == run && sample.Index == index).OrderBy(sample => sample.Step).ToListAsync(cancel)).Select(SampleView.Of).ToList();
    }

    private static async Task<Dictionary<int, SampleView>> LinesAsync(LabDbContext db, Guid run, long step, CancellationToken cancel)
    {
        var samples = (await db.Samples.AsNoTracking().Where(sample => sample.RunId == run && sample.Step == step).OrderBy(sample => sample.Index).Take(MostLines).ToListAsync(cancel)).Select(SampleView.Of).ToList();
        var given = new HashSet<string>();
        return samples.ToDictionary(sample => sample.Index, sample => sample with { Duplicate = sample.IsOpenEnded && !given.Add(string.Join('\u0001', sample.Output)) });
    }
}
