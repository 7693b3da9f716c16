using LabPortal.Data.Runs;

namespace LabPortal.Chaos.Faults;

/// <summary><c>kill -9</c> at random moments while runs train, until it has been done often enough.</summary>
internal abstract class KillFault : IFault
{
    private const int Steps = 800, CheckpointEvery = 40;
    private const int FewLosses = 2;
    private static readonly long[] Seeds = [1, 2, 3, 4];

    public abstract string Name { get; }

    /// <summary>This fault's part of all kills.</summary>
    protected abstract double Part { get; }

    public async Task<FaultRow> InjectAsync(ChaosBench bench)
    {
        var spec = ChaosSpec.Of(Steps, CheckpointEvery);
        await bench.Undisturbed.TrainAsync(spec, Seeds, ChaosBench.Slots);
        await using var trial = await Trial.BeginAsync(bench, ChaosBench.Slots);
        await StartAsync(trial);
        var kills = Math.Max(1, (int)Math.Round(Part * bench.Kills));
        while (trial.Times < kills)
        {
            if ((await trial.Lab.RunsAsync()).Count(run => !RunTransitions.IsOver(run.State)) <= trial.Slots) await trial.QueueAsync(spec, Seeds);
            await WaitAsync(trial);
            if (await KillAsync(trial)) trial.Times++;
        }

        return await trial.JudgeAsync(Name);
    }

    protected abstract Task StartAsync(Trial trial);

    /// <returns>False where there was nothing to kill: all was over just then.</returns>
    protected abstract Task<bool> KillAsync(Trial trial);

    // A random moment; but a run that loses its worker time and again before its first checkpoint is rightly taken to be the cause.
    private static async Task WaitAsync(Trial trial)
    {
        // Every other time only once something has got on: on a slow machine all else would be killed while it starts.
        var least = trial.Times % 2;
        if (!await trial.UntilAsync(runs => runs.Exists(run => run.State == RunState.Running && run.Step >= least) && runs.TrueForAll(run => RunTransitions.IsOver(run.State) || run.Losses < FewLosses)))
            throw new ChaosException("Nothing trains any more.");
        await Task.Delay(TimeSpan.FromSeconds(0.1 + 2.5 * trial.Random.NextDouble()));
    }
}
