using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Halving;

/// <summary>Keeps which arms were stopped early and why, and stops them.</summary>
public sealed class HalvingStore(IDbContextFactory<LabDbContext> contexts, IRunQueue queue, TimeProvider time)
{
    /// <summary>Experiments with a rule for stopping arms and runs that it could stop.</summary>
    public async Task<IReadOnlyList<Guid>> ActiveAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Experiments.Where(e => e.HalvingJson != null
            && e.Runs.Any(r => r.State == RunState.Queued || r.State == RunState.Running || r.State == RunState.Interrupted)).Select(e => e.Id).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<HalvingDecision>> DecisionsAsync(IReadOnlyCollection<Guid> experimentIds, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.HalvingDecisions.AsNoTracking().Where(d => experimentIds.Contains(d.ExperimentId)).ToListAsync(cancel);
    }

    /// <summary>Keeps decisions; an arm that has one already keeps that.</summary>
    public async Task RecordAsync(IReadOnlyCollection<HalvingDecision> decisions, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var arms = decisions.Select(d => d.ArmId).ToList();
        var stopped = await db.HalvingDecisions.Where(d => arms.Contains(d.ArmId)).Select(d => d.ArmId).ToListAsync(cancel);
        db.HalvingDecisions.AddRange(decisions.ExceptBy(stopped, d => d.ArmId));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Stops the runs of the arms that were decided on, also after a restart in between. Returns how many runs.</summary>
    public async Task<int> CarryOutAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var stopped = 0;
        foreach (var decision in await db.HalvingDecisions.AsNoTracking().Where(d => d.CarriedOutAt == null).OrderBy(d => d.At).ToListAsync(cancel))
        {
            var runs = await db.Runs.Where(r => r.ArmId == decision.ArmId && r.State != RunState.Completed && r.State != RunState.Failed && r.State != RunState.Cancelled)
                .OrderByDescending(r => r.Number).Select(r => r.Id).ToListAsync(cancel);
            foreach (var run in runs)
                if (await queue.CancelAsync(run, decision.Reason, cancel)) stopped++;
            await using var transaction = await db.BeginWriteAsync(cancel);
            var kept = await db.HalvingDecisions.SingleAsync(d => d.ArmId == decision.ArmId, cancel);
            kept.CarryOut(time.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        return stopped;
    }
}
