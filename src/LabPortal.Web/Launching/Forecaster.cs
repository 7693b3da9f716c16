using LabPortal.Data;
using LabPortal.Data.Runs;
using LabPortal.Training.Specs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Launching;

/// <summary>Estimates an experiment's cost from the speed at which this lab's last runs trained.</summary>
public sealed class Forecaster(IDbContextFactory<LabDbContext> contexts, TimeProvider clock)
{
    // Until a run has finished here: about what a small model reaches on one core.
    private const double Guess = 25e9;
    private static readonly TimeSpan Alive = TimeSpan.FromMinutes(1);

    public async Task<Forecast> OfAsync(ExperimentSpec spec, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var hashes = spec.Arms.Select(arm => arm.CorpusHash).OfType<string>().Distinct().ToList();
        var symbols = await db.Corpora.Where(corpus => hashes.Contains(corpus.Hash)).ToDictionaryAsync(corpus => corpus.Hash, corpus => corpus.Symbols, cancel);
        var (speed, measured) = await SpeedAsync(db, cancel);
        var together = await TogetherAsync(db, cancel);
        var arms = spec.Arms.Select(arm => SpecEstimate.Of(arm, arm.CorpusHash is { } hash && symbols.TryGetValue(hash, out var count) ? count : arm.CorpusHash is null ? null : 96, speed)).ToList();
        return new Forecast(
            arms.Count * spec.Seeds.Count, arms.Max(arm => arm.Parameters), arms.Max(arm => arm.TokensPerStep), arms.Sum(arm => arm.TotalFlops) * spec.Seeds.Count,
            arms.Max(arm => arm.MemoryBytes), TimeSpan.FromSeconds(Math.Min(1e9, arms.Sum(arm => arm.Duration.TotalSeconds) * spec.Seeds.Count / Math.Min(together, arms.Count * spec.Seeds.Count))), together, measured,
            await db.WorkerNodes.MaxAsync(worker => (long?)worker.MemoryBytes, cancel));
    }

    // How many runs train side by side: the slots of the workers that are there, or one for each core of this machine.
    private async Task<int> TogetherAsync(LabDbContext db, CancellationToken cancel)
    {
        var since = clock.GetUtcNow().UtcDateTime - Alive;
        var slots = await db.WorkerNodes.Where(worker => worker.HeartbeatAt > since).Select(worker => worker.Slots).ToListAsync(cancel);
        var cpu = slots.SelectMany(text => text.Split(',')).Select(slot => slot.Split('=')).Where(slot => slot is ["cpu", _]).Sum(slot => int.TryParse(slot[1], out var count) ? count : 0);
        return cpu > 0 ? cpu : Environment.ProcessorCount;
    }

    private static async Task<(double Speed, bool Measured)> SpeedAsync(LabDbContext db, CancellationToken cancel)
    {
        var last = await db.Runs.AsNoTracking().Include(run => run.Arm)
            .Where(run => run.State == RunState.Completed && run.Attempts == 1 && run.StartedAt != null && run.EndedAt != null)
            .OrderByDescending(run => run.Number).Take(5).ToListAsync(cancel);
        var speeds = last
            .Select(run => (Spec: RunSpec.ParseRun(run.Arm!.SpecJson).Spec, Seconds: (run.EndedAt!.Value - run.StartedAt!.Value).TotalSeconds))
            .Where(run => run.Spec is { CorpusHash: null } && run.Seconds > 1)
            .Select(run => SpecEstimate.Of(run.Spec!, null, 1).TotalFlops / run.Seconds).Order().ToList();
        return speeds.Count == 0 ? (Guess, false) : (speeds[speeds.Count / 2], true);
    }
}
