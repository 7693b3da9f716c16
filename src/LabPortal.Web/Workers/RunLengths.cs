using LabPortal.Data;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Training.Specs;
using LabPortal.Web.Launching;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Workers;

/// <summary>How long the runs of a queue will train: as finished runs of the same arm did, else of the same experiment, else as forecast.</summary>
public sealed class RunLengths(IDbContextFactory<LabDbContext> contexts, Forecaster forecaster)
{
    // A forecast reads the arm's spec; the first arms decide about the turns that somebody waits for.
    private const int MostForecasts = 40;

    public async Task<Func<Guid, double?>> OfAsync(QueueState state, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var active = db.Runs.Where(run => run.State == RunState.Queued || run.State == RunState.Interrupted || run.State == RunState.Running);
        var runs = await active.OrderBy(run => run.Number).Select(run => new { run.Id, run.ArmId, run.ExperimentId }).ToDictionaryAsync(run => run.Id, cancel);
        if (runs.Count == 0)
            return _ => null;
        var done = db.Runs.Where(run => run.State == RunState.Completed && run.Seconds != null);
        var arms = await done.Where(run => active.Select(one => one.ArmId).Contains(run.ArmId))
            .GroupBy(run => run.ArmId).Select(arm => new { arm.Key, Mean = arm.Average(run => run.Seconds) }).ToDictionaryAsync(arm => arm.Key, arm => arm.Mean!.Value, cancel);
        var experiments = await done.Where(run => active.Select(one => one.ExperimentId).Contains(run.ExperimentId))
            .GroupBy(run => run.ExperimentId).Select(one => new { one.Key, Mean = one.Average(run => run.Seconds) }).ToDictionaryAsync(one => one.Key, one => one.Mean!.Value, cancel);
        var unknown = runs.Values.Where(run => !arms.ContainsKey(run.ArmId) && !experiments.ContainsKey(run.ExperimentId)).Select(run => run.ArmId).Distinct().Take(MostForecasts).ToList();
        if (unknown.Count > 0)
        {
            var specs = await db.Arms.Where(arm => unknown.Contains(arm.Id)).Select(arm => new { arm.Id, arm.SpecJson }).ToListAsync(cancel);
            var read = specs.Select(arm => (arm.Id, RunSpec.ParseRun(arm.SpecJson).Spec)).Where(arm => arm.Spec is not null).ToDictionary(arm => arm.Id, arm => arm.Spec!);
            foreach (var (arm, seconds) in await forecaster.SecondsAsync(read, cancel)) arms[arm] = seconds;
        }

        return id => !runs.TryGetValue(id, out var run) ? null
            : arms.TryGetValue(run.ArmId, out var arm) ? arm
            : experiments.TryGetValue(run.ExperimentId, out var experiment) ? experiment
            : null;
    }
}
