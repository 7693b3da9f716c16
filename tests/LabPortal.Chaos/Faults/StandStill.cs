using LabPortal.Data.Runs;

namespace LabPortal.Chaos.Faults;

/// <summary>A worker and its children stand still for longer than a lease, and go on when their runs are no longer theirs.</summary>
internal sealed class StandStill : IFault
{
    private const int Times = 3, Steps = 3000, CheckpointEvery = 100;

    public string Name => "stand-still";

    public async Task<FaultRow> InjectAsync(ChaosBench bench)
    {
        var spec = ChaosSpec.Of(Steps, CheckpointEvery);
        long[] seeds = [1, 2];
        await bench.Undisturbed.TrainAsync(spec, seeds, ChaosBench.Slots);
        await using var trial = await Trial.BeginAsync(bench, ChaosBench.Slots);
        await trial.Lab.StartPortalAsync(withWorker: false);
        var worker = trial.Lab.StartWorker("worker", trial.Slots);
        for (; trial.Times < Times; trial.Times++)
        {
            var ids = await trial.QueueAsync(spec, seeds);
            if (!await trial.UntilAsync(runs => runs.Exists(run => ids.Contains(run.Id) && run is { State: RunState.Running, Step: > 0 }))) throw new ChaosException("Nothing trains.");
            var still = await StopAsync(trial, worker);
            // The portal finds out that nobody is heard of, and offers the runs again.
            if (!await trial.UntilAsync(runs => runs.TrueForAll(run => run.State != RunState.Running), ChaosLab.Lease * 5))
                trial.Blame("A run whose worker stands still is still shown as running after five leases.");
            foreach (var id in still) Signal.Send(id, Signal.Continue);
            await trial.UntilOverAsync();
        }

        return await trial.JudgeAsync(Name);
    }

    // On SQLite one that stands still in the middle of a write would keep everybody from writing: that is a disk that hangs, and no worker
    // that is cut off.
    private static async Task<IReadOnlyList<int>> StopAsync(Trial trial, LabProcess worker)
    {
        while (true)
        {
            var still = ProcessTree.Of(worker.Id);
            foreach (var id in still) Signal.Send(id, Signal.Stop);
            if (await trial.Lab.CanWriteAsync()) return still;
            foreach (var id in still) Signal.Send(id, Signal.Continue);
            await Task.Delay(100);
        }
    }
}
