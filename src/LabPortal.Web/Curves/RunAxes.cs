using LabPortal.Data;
using LabPortal.Web.Launching;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Curves;

/// <summary>Finds what a step of each run stands for on an axis.</summary>
public sealed class RunAxes(IDbContextFactory<LabDbContext> contexts, Forecaster forecaster)
{
    /// <summary>Runs that cannot be drawn over the axis, because their spec cannot be read or they never started, are not in it.</summary>
    public async Task<IReadOnlyDictionary<Guid, RunAxis>> OfAsync(CurveAxis axis, IReadOnlyList<ArmRuns> arms, CancellationToken cancel)
    {
        if (axis == CurveAxis.Seconds)
            return await StartsAsync(arms.SelectMany(arm => arm.Runs).Select(run => run.Id).ToList(), cancel);
        var found = new Dictionary<Guid, RunAxis>();
        foreach (var arm in arms)
            if (await PerStepAsync(axis, arm, cancel) is { } perStep)
                foreach (var run in arm.Runs)
                    found[run.Id] = new RunAxis(perStep);
        return found;
    }

    private async Task<double?> PerStepAsync(CurveAxis axis, ArmRuns arm, CancellationToken cancel) => axis switch
    {
        CurveAxis.Step => 1,
        CurveAxis.Examples => arm.Spec?.Training.Batch,
        _ when arm.Spec is null => null,
        CurveAxis.Tokens => (await forecaster.OfAsync(arm.Spec, cancel)).Estimate.TokensPerStep,
        _ => (await forecaster.OfAsync(arm.Spec, cancel)).Estimate.FlopsPerStep,
    };

    private async Task<IReadOnlyDictionary<Guid, RunAxis>> StartsAsync(List<Guid> runs, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Runs.Where(run => runs.Contains(run.Id) && run.StartedAt != null)
            .ToDictionaryAsync(run => run.Id, run => new RunAxis(0, run.StartedAt), cancel);
    }
}
