using LabPortal.Data.Artifacts;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Chaos.Faults;

/// <summary>A run's newest checkpoint is cut short, or has a bit flipped, before the run goes on.</summary>
internal sealed class DamagedCheckpoint : IFault
{
    private const int Steps = 3000, CheckpointEvery = 100;

    public string Name => "damaged-checkpoint";

    public async Task<FaultRow> InjectAsync(ChaosBench bench)
    {
        var spec = ChaosSpec.Of(Steps, CheckpointEvery);
        await bench.Undisturbed.TrainAsync(spec, [1], ChaosBench.Slots);
        await using var trial = await Trial.BeginAsync(bench, ChaosBench.Slots);
        await trial.Lab.StartPortalAsync(withWorker: false);
        foreach (var damage in (Action<string>[])[Truncate, FlipABit])
        {
            var run = (await trial.QueueAsync(spec, 1L))[0];
            await using (var worker = trial.Lab.StartWorker("worker", trial.Slots))
            {
                if (!await trial.UntilAsync(runs => runs.Exists(one => one.Id == run && one.Step > 5 * CheckpointEvery))) throw new ChaosException("Nothing trains.");
                await worker.KillAsync(withChildren: true);
            }

            var (newest, before) = await NewestAsync(trial, run);
            damage((await trial.Lab.Get<ArtifactStore>().FetchAsync(newest.ArtifactHash))!); // where artifacts are in a folder, the file itself
            trial.Times++;
            await using (trial.Lab.StartWorker("worker", trial.Slots)) await trial.UntilOverAsync();
            await CheckAsync(trial, run, newest.Step, before.Step);
        }

        return await trial.JudgeAsync(Name);
    }

    private static async Task<(Checkpoint Newest, Checkpoint Before)> NewestAsync(Trial trial, Guid run)
    {
        await using var db = trial.Lab.Db();
        var kept = await db.Checkpoints.AsNoTracking().Where(checkpoint => checkpoint.RunId == run).OrderByDescending(checkpoint => checkpoint.Step).Take(2).ToListAsync();
        return (kept[0], kept[1]);
    }

    // The run's page shows both: its log, and from where each attempt went on.
    private static async Task CheckAsync(Trial trial, Guid run, long damaged, long before)
    {
        await using var db = trial.Lab.Db();
        var attempt = await db.Attempts.AsNoTracking().SingleOrDefaultAsync(one => one.RunId == run && one.Number == 2);
        if (attempt?.ResumedFromStep != before) trial.Blame($"The run went on from step {attempt?.ResumedFromStep}, not from {before}.");
        if (!await db.LogLines.AnyAsync(line => line.RunId == run && line.Level == "warning" && line.Text.StartsWith($"The checkpoint of step {damaged} is missing or damaged")))
            trial.Blame("The run's log does not say that a checkpoint was damaged.");
    }

    private static void Truncate(string file)
    {
        using var content = new FileStream(file, FileMode.Open, FileAccess.Write);
        content.SetLength(content.Length / 2);
    }

    private static void FlipABit(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 0x10;
        File.WriteAllBytes(file, bytes);
    }
}
