using LabPortal.Data.Runs;

namespace LabPortal.Chaos.Faults;

/// <summary>The PostgreSQL server is stopped in the middle of runs, which cuts off whoever is connected, and started again.</summary>
internal sealed class DatabaseDown : IFault
{
    private const int Times = 6, Steps = 4000, CheckpointEvery = 100;

    public string Name => "database-down";

    public bool NeedsPostgres => true;

    public async Task<FaultRow> InjectAsync(ChaosBench bench)
    {
        var spec = ChaosSpec.Of(Steps, CheckpointEvery);
        long[] seeds = [1, 2];
        await bench.Undisturbed.TrainAsync(spec, seeds, ChaosBench.Slots);
        await using var trial = await Trial.BeginAsync(bench, ChaosBench.Slots);
        await trial.Lab.StartPortalAsync(withWorker: false);
        trial.Lab.StartWorker("worker", trial.Slots);
        for (; trial.Times < Times; trial.Times++)
        {
            if (trial.Times % 2 == 0)
            {
                if (!await trial.UntilOverAsync()) throw new ChaosException("The runs do not end.");
                await trial.QueueAsync(spec, seeds);
            }

            await trial.UntilAsync(runs => runs.Exists(run => run is { State: RunState.Running, Step: > 0 }) || runs.TrueForAll(run => RunTransitions.IsOver(run.State)));
            await bench.Database!.StopAsync();
            // Shorter than a lease, longer, and until the run has come to its end.
            await Task.Delay(ChaosLab.Lease * (0.25 + trial.Times % 3));
            await bench.Database.StartAgainAsync();
        }

        return await trial.JudgeAsync(Name);
    }
}
