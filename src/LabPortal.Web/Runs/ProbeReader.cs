using LabPortal.Data;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Runs;

/// <summary>Reads the results of a probe for many runs at once.</summary>
public sealed class ProbeReader(IDbContextFactory<LabDbContext> contexts)
{
    /// <summary>Each run's newest, unpacked.</summary>
    public async Task<IReadOnlyDictionary<Guid, ProbeView>> LastAsync(string probe, IReadOnlyCollection<Guid> runs) =>
        (await NewestAsync(probe, runs)).ToDictionary(found => found.Key, found => ProbeView.Of(found.Value));

    /// <summary>Each run's newest, as it was written.</summary>
    public async Task<IReadOnlyDictionary<Guid, ProbeResult>> NewestAsync(string probe, IReadOnlyCollection<Guid> runs)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var newest = db.ProbeResults.Where(result => result.Name == probe && runs.Contains(result.RunId))
            .Where(result => !db.ProbeResults.Any(later => later.RunId == result.RunId && later.Name == probe && later.Step > result.Step));
        return (await newest.AsNoTracking().ToListAsync()).GroupBy(result => result.RunId).ToDictionary(group => group.Key, group => group.First());
    }

    /// <summary>Every result of a probe, oldest first.</summary>
    public async Task<IReadOnlyList<(Guid Run, ProbeView View)>> HistoryAsync(string probe, IReadOnlyCollection<Guid> runs)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var results = await db.ProbeResults.AsNoTracking().Where(result => result.Name == probe && runs.Contains(result.RunId)).OrderBy(result => result.Step).ToListAsync();
        return results.Select(result => (result.RunId, ProbeView.Of(result))).ToList();
    }
}
