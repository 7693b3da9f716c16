using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Runs;

/// <summary>What came of each held-out example, for tests that compare runs over the same examples.</summary>
public sealed class OutcomeReader(IDbContextFactory<LabDbContext> contexts)
{
    /// <summary>The latest outcomes of those runs that have some. Two of them can be matched example by example where their
    /// <see cref="ExampleOutcomes.EvaluationSet"/> is the same.</summary>
    public async Task<IReadOnlyDictionary<Guid, ExampleOutcomes>> OfRunsAsync(IReadOnlyCollection<Guid> runs, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.ExampleOutcomes.AsNoTracking().Where(o => runs.Contains(o.RunId)).ToDictionaryAsync(o => o.RunId, cancel);
    }
}
