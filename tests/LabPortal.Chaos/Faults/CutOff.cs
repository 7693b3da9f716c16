using Microsoft.EntityFrameworkCore;

namespace LabPortal.Chaos.Faults;

/// <summary>One of two workers is cut off from the database for longer than a lease: the other takes its runs, and it must not write again.</summary>
internal sealed class CutOff : IFault
{
    private const int Times = 2, Steps = 20_000, CheckpointEvery = 200;

    public string Name => "cut-off";

    public bool NeedsPostgres => true;

    public async Task<FaultRow> InjectAsync(ChaosBench bench)
    {
        var spec = ChaosSpec.Of(Steps, CheckpointEvery);
        await bench.Undisturbed.TrainAsync(spec, [1], ChaosBench.Slots);
        await using var trial = await Trial.BeginAsync(bench, ChaosBench.Slots, workers: 2);
        await trial.Lab.StartPortalAsync(withWorker: false);
        await using var wire = new Wire(bench.Database!.Port);
        trial.Lab.StartWorker("remote", trial.Slots, trial.Lab.Database!.Replace($"Port={bench.Database.Port};", $"Port={wire.Port};", StringComparison.Ordinal));
        LabProcess? near = null;
        for (; trial.Times < Times; trial.Times++)
        {
            var id = (await trial.QueueAsync(spec, 1L))[0];
            if (!await trial.UntilAsync(runs => runs.Exists(run => run.Id == id && run.Step > 2 * CheckpointEvery))) throw new ChaosException("Nothing trains.");
            wire.Cut();
            near ??= trial.Lab.StartWorker("near", trial.Slots);
            if (!await trial.UntilAsync(runs => runs.Exists(run => run.Id == id && run.Attempts > 1 && run.Step > 3 * CheckpointEvery))) trial.Blame("Nobody took the run of a worker that was cut off.");
            wire.Mend();
            await trial.UntilOverAsync();
            await CheckAsync(trial, id);
            if (near is not null) await near.DisposeAsync();
            near = null;
        }

        return await trial.JudgeAsync(Name);
    }

    private static async Task CheckAsync(Trial trial, Guid run)
    {
        await using var db = trial.Lab.Db();
        var last = await db.Attempts.AsNoTracking().Where(attempt => attempt.RunId == run).OrderByDescending(attempt => attempt.Number).FirstAsync();
        if (last.Worker != "near") trial.Blame("The run did not go on elsewhere.");
    }
}
