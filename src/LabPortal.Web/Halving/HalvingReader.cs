using LabPortal.Data;
using LabPortal.Data.Halving;
using LabPortal.Training.Search;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Halving;

/// <summary>Reads how successive halving stands in an experiment.</summary>
public sealed class HalvingReader(IDbContextFactory<LabDbContext> contexts, RungReader rungs, HalvingStore store)
{
    /// <returns>Null where the experiment has no rule, or none that this version reads.</returns>
    public async Task<HalvingBoard?> OfAsync(Guid experiment, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Experiments.Where(one => one.Id == experiment).Select(one => one.HalvingJson).SingleOrDefaultAsync(cancel) is not { } json || HalvingRule.Read(json) is not { } rule)
            return null;
        var arms = await db.Arms.AsNoTracking().Where(arm => arm.ExperimentId == experiment).OrderBy(arm => arm.Ordinal).ToListAsync(cancel);
        var steps = rule.Rungs(arms.Max(arm => arm.TotalSteps));
        return HalvingBoard.Of(rule, steps, arms, await rungs.ReadAsync(experiment, rule.Metric, steps, cancel), await store.DecisionsAsync([experiment], cancel));
    }
}
