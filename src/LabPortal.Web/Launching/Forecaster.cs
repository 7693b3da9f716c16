using LabPortal.Data;
using LabPortal.Data.Corpora;
using LabPortal.Data.Runs;
using LabPortal.Data.Workers;
using LabPortal.Training.Running;
using LabPortal.Training.Specs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Launching;

/// <summary>Estimates an experiment's cost from the speed at which this lab's last runs trained.</summary>
public sealed class Forecaster(IDbContextFactory<LabDbContext> contexts, TimeProvider clock)
{
    // Until a run has finished here: about what a small model reaches on one core, and how many times that a large one does.
    private const double SmallModel = 25e9, LargeModel = 4;
    private const double Alike = 4;
    private const int UsualSymbols = 96;
    // Shorter runs are mostly start-up.
    private static readonly TimeSpan Telling = TimeSpan.FromSeconds(20);

    public async Task<Forecast> OfAsync(ExperimentSpec spec, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var known = await KnownAsync(db, cancel);
        var fleet = await Fleet.ReadAsync(db, clock.GetUtcNow().UtcDateTime, cancel);
        var arms = await OfAsync(db, [.. spec.Arms], cancel);
        var speeds = arms.Select(arm => SpeedOf(arm, known)).ToList();
        // The slots that the workers have for it, or one for each core of this machine.
        var together = fleet.Slots(arms[0].Device) is > 0 and var slots ? slots : arms[0].Device == DeviceKind.Cpu ? Environment.ProcessorCount : 1;
        var runs = arms.Count * spec.Seeds.Count;
        var seconds = arms.Zip(speeds, (arm, speed) => arm.Estimate.TotalFlops / (speed ?? Guess(arm.Estimate))).Sum() * spec.Seeds.Count;
        return new Forecast(
            arms, runs, TimeSpan.FromSeconds(Math.Min(1e9, seconds / Math.Min(together, runs))), together, speeds.All(speed => speed is not null), MachineMemory.Free()) { Fleet = fleet };
    }

    public async Task<ArmForecast> OfAsync(RunSpec spec, CancellationToken cancel = default) => (await OfAsync([spec], cancel))[0];

    public async Task<IReadOnlyList<ArmForecast>> OfAsync(IReadOnlyList<RunSpec> arms, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await OfAsync(db, arms, cancel);
    }

    /// <summary>How many seconds a run of each arm trains; those that nothing tells of are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, double>> SecondsAsync(IReadOnlyDictionary<Guid, RunSpec> arms, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var known = await KnownAsync(db, cancel);
        return arms.Keys.Zip(await OfAsync(db, [.. arms.Values], cancel), (id, arm) => (id, arm, Speed: SpeedOf(arm, known) ?? (arm.Device == DeviceKind.Cpu ? Guess(arm.Estimate) : null)))
            .Where(one => one.Speed is not null).ToDictionary(one => one.id, one => one.arm.Estimate.TotalFlops / one.Speed!.Value);
    }

    private static async Task<IReadOnlyList<ArmForecast>> OfAsync(LabDbContext db, IReadOnlyList<RunSpec> arms, CancellationToken cancel)
    {
        var hashes = arms.Select(arm => arm.CorpusHash).OfType<string>().Distinct().ToList();
        var corpora = await db.Corpora.AsNoTracking().Where(corpus => hashes.Contains(corpus.Hash)).ToDictionaryAsync(corpus => corpus.Hash, cancel);
        return [.. arms.Select(arm => Of(arm, corpora))];
    }

    private static ArmForecast Of(RunSpec arm, IReadOnlyDictionary<string, Corpus> corpora)
    {
        var corpus = arm.CorpusHash is { } hash ? corpora.GetValueOrDefault(hash) : null;
        int? symbols = arm.CorpusHash is null ? null : corpus?.Symbols ?? UsualSymbols;
        return new ArmForecast(arm.Arm, SpecEstimate.Of(arm, symbols, 1), corpus?.Characters ?? 0, arm.Training.Device);
    }

    // Measured: a core's rate grows with about the third root of the operations a token takes, until the products fill it.
    private static double Guess(Estimate arm) => SmallModel * Math.Clamp(Math.Cbrt(arm.FlopsPerStep / Math.Max(1, arm.TokensPerStep) / 1e6), 1, LargeModel);

    // A small model reaches a fraction of a large one's speed: only runs of about the same size, on the same device, tell anything.
    private static double? SpeedOf(ArmForecast arm, IReadOnlyList<(DeviceKind Device, double Step, double Speed)> known)
    {
        var alike = known.Where(run => run.Device == arm.Device && run.Step / arm.Estimate.FlopsPerStep is > 1 / Alike and < Alike).Select(run => run.Speed).Order().ToList();
        return alike.Count == 0 ? null : alike[alike.Count / 2];
    }

    private static async Task<IReadOnlyList<(DeviceKind Device, double Step, double Speed)>> KnownAsync(LabDbContext db, CancellationToken cancel)
    {
        var last = await db.Runs.AsNoTracking().Include(run => run.Arm)
            .Where(run => run.State == RunState.Completed && run.Attempts == 1 && run.StartedAt != null && run.EndedAt != null)
            .OrderByDescending(run => run.Number).Take(30).ToListAsync(cancel);
        return last
            .Select(run => (RunSpec.ParseRun(run.Arm!.SpecJson).Spec, Took: run.EndedAt!.Value - run.StartedAt!.Value))
            .Where(run => run.Spec is { CorpusHash: null } && run.Took > Telling)
            .Select(run => (run.Spec!.Training.Device, Estimate: SpecEstimate.Of(run.Spec!, null, 1), run.Took.TotalSeconds))
            .Select(run => (run.Device, run.Estimate.FlopsPerStep, run.Estimate.TotalFlops / run.TotalSeconds)).ToList();
    }
}
