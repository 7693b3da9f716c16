using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Chaos.Faults;

/// <summary>
/// The disk with the scratch folder, then the one with the artifacts, is full for a while: a small file system in memory, which another
/// file fills.
/// </summary>
internal sealed class FullDisk : IFault
{
    private const int Steps = 4000, CheckpointEvery = 100, LargestFile = 4 << 20;
    private const string Worker = "worker";

    public string Name => "full-disk";

    public async Task<FaultRow> InjectAsync(ChaosBench bench)
    {
        var spec = ChaosSpec.Of(Steps, CheckpointEvery);
        await bench.Undisturbed.TrainAsync(spec, [1], ChaosBench.Slots);
        await using var trial = await Trial.BeginAsync(bench, ChaosBench.Slots);
        await trial.Lab.StartPortalAsync(withWorker: false);
        string[] places = [Path.Combine(trial.Lab.FolderOf(Worker), "scratch"), Path.Combine(trial.Lab.Folder, "artifacts")];
        try
        {
            foreach (var place in places)
            {
                Directory.CreateDirectory(place);
                await RunAsync("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place);
            }

            await using var worker = trial.Lab.StartWorker(Worker, trial.Slots);
            foreach (var place in places) await FillAsync(trial, spec, Path.Combine(place, "filler"));
            return await trial.JudgeAsync(Name);
        }
        finally
        {
            foreach (var place in places) await RunAsync("umount", "--lazy", place);
        }
    }

    private static async Task FillAsync(Trial trial, string spec, string filler)
    {
        var id = (await trial.QueueAsync(spec, 1L))[0];
        if (!await trial.UntilAsync(runs => runs.Exists(run => run.Id == id && run.Step > 3 * CheckpointEvery))) throw new ChaosException("Nothing trains.");
        trial.Times++;
        if (!await SaidAsync(trial, id, filler)) trial.Blame("The run's log does not say that a checkpoint could not be written.");
        File.Delete(filler);
        await trial.UntilOverAsync();
        var run = (await trial.Lab.RunsAsync()).Single(run => run.Id == id);
        if (run.Attempts != 1) trial.Blame($"A full disk ended an attempt of run {run.Number}: {run.Attempts} attempts.");
    }

    private static async Task<bool> SaidAsync(Trial trial, Guid run, string filler)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(20))
        {
            Fill(filler); // again: what was being written meanwhile has been deleted
            await using var db = trial.Lab.Db();
            if (await db.LogLines.AnyAsync(line => line.RunId == run && line.Level == "warning" && line.Text.Contains("could not be written"))) return true;
        }

        return false;
    }

    private static void Fill(string file)
    {
        using var filler = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (filler.Length <= LargestFile) filler.Write(block);
        }
        catch (IOException)
        {
            // Full, as it should be.
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var mount = Process.Start(program, arguments);
        await mount.WaitForExitAsync();
        if (mount.ExitCode != 0) throw new ChaosException($"{program} failed: filling a disk needs the right to mount a small file system (root).");
    }
}
