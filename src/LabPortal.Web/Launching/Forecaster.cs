using LabPortal.Data;
using LabPortal.Data.Corpora;
using LabPortal.Data.Runs;
using LabPortal.Training.Specs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Launching;

/// <summary>Estimates an experiment's cost from the speed at which this lab's last runs trained.</summary>
public sealed class Forecaster(IDbContextFactory<LabDbContext> contexts, TimeProvider clock)
{
    // Until a run has finished here: about what a small model reaches on one core.
    private const double Guess = 25e9;
    private const double Alike = 4;
    private const int UsualSymbols = 96;
    // Shorter runs are mostly start-up.
    private static readonly TimeSpan Telling = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Alive = TimeSpan.FromMinutes(1);

    public async Task<Forecast> OfAsync(ExperimentSpec spec, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var hashes = spec.Arms.Select(arm => arm.CorpusHash).OfType<string>().Distinct().ToList();
        var corpora = await db.Corpora.AsNoTracking().Where(corpus => hashes.Contains(corpus.Hash)).ToDictionaryAsync(corpus => corpus.Hash, cancel);
        var known = await KnownAsync(db, cancel);
        var together = await TogetherAsync(db, cancel);
        var arms = spec.Arms.Select(arm => Of(arm, corpora)).ToList();
        var speeds = arms.Select(arm => SpeedOf(arm.Estimate, known)).ToList();
        var runs = arms.Count * spec.Seeds.Count;
        var seconds = arms.Zip(speeds, (arm, speed) => arm.Estimate.TotalFlops / (speed ?? Guess)).Sum() * spec.Seeds.Count;
        return new Forecast(
            arms, runs, TimeSpan.FromSeconds(Math.Min(1e9, seconds / Math.Min(together, runs))), together, speeds.All(speed => speed is not null), MachineMemory.Free());
    }

    public async Task<ArmForecast> OfAsync(RunSpec spec, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return Of(spec, await db.Corpora.AsNoTracking().Where(corpus => corpus.Hash == spec.CorpusHash).ToDictionaryAsync(corpus => corpus.Hash, cancel));
    }

    private static ArmForecast Of(RunSpec arm, IReadOnlyDictionary<string, Corpus> corpora)
    {
        var corpus = arm.CorpusHash is { } hash ? corpora.GetValueOrDefault(hash) : null;
        int? symbols = arm.CorpusHash is null ? null : corpus?.Symbols ?? UsualSymbols;
        return new ArmForecast(arm.Arm, SpecEstimate.Of(arm, symbols, 1), corpus?.Characters ?? 0, arm.Training.Device);
    }

    // How many runs train side by side: the slots of the workers that are there, or one for each core of this machine.
    private async Task<int> TogetherAsync(LabDbContext db, CancellationToken cancel)
    {
        var since = clock.GetUtcNow().UtcDateTime - Alive;
        var slots = await db.WorkerNodes.Where(worker => worker.HeartbeatAt > since).Select(worker => worker.Slots).ToListAsync(cancel);
        var cpu = slots.SelectMany(text => text.Split(',')).Select(slot => slot.Split('=')).Where(slot => slot is ["cpu", _]).Sum(slot => int.TryParse(slot[1], out var count) ? count : 0);
        return cpu > 0 ? cpu : Environment.ProcessorCount;
    }

    // A small model reaches a fraction of a large one's speed: only runs of about the same size tell anything.
    private static double? SpeedOf(Estimate arm, IReadOnlyList<(double Step, double Speed)> known)
    {
        var alike = known.Where(run => run.Step / arm.FlopsPerStep is > 1 / Alike and < Alike).Select(run => run.Speed).Order().ToList();
        return alike.Count == 0 ? null : alike[alike.Count / 2];
    }

    private static async Task<IReadOnlyList<(double Step, double Speed)>> KnownAsync(LabDbContext db, CancellationToken cancel)
    {
        var last = await db.Runs.AsNoTracking().Include(run => run.Arm)
            .Where(run => run.State == RunState.Completed && run.Attempts == 1 && run.StartedAt != null && run.EndedAt != null)
            .OrderByDescending(run => run.Number).Take(30).ToListAsync(cancel);
        return last
            .Select(run => (RunSpec.ParseRun(run.Arm!.SpecJson).Spec, Took: run.EndedAt!.Value - run.StartedAt!.Value))
            .Where(run => run.Spec is { CorpusHash: null } && run.Took > Telling)
            .Select(run => (Estimate: SpecEstimate.Of(run.Spec!, null, 1), run.Took.TotalSeconds))
            .Select(run => (run.Estimate.FlopsPerStep, run.Estimate.TotalFlops / run.TotalSeconds)).ToList();
    }
}
