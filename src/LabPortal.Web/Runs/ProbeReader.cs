using LabPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Runs;

/// <summary>Reads the newest result of a probe for many runs at once.</summary>
public sealed class ProbeReader(IDbContextFactory<LabDbContext> contexts)
{
    public async Task<IReadOnlyDictionary<Guid, ProbeView>> LastAsync(string probe, IReadOnlyCollection<Guid> runs)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var newest = db.ProbeResults.Where(result => result.Name == probe && runs.Contains(result.RunId))
            .Where(result => !db.ProbeResults.Any(later => later.RunId == result.RunId && later.Name == probe && later.Step > result.Step));
        return (await newest.AsNoTracking().ToListAsync()).GroupBy(result => result.RunId).ToDictionary(group => group.Key, group => ProbeView.Of(group.First()));
    }
}
