using System.Diagnostics;
using System.Globalization;
using LabPortal.Data.Runs;

namespace LabPortal.Chaos.Faults;

/// <summary>The wall clock that a worker and all below it see is set forward and back, by a minute, an hour, a year; the portal's stays.</summary>
internal sealed class ClockStep : IFault
{
    private const int Steps = 3000, CheckpointEvery = 100;
    private static readonly TimeSpan[] Offsets = [TimeSpan.FromMinutes(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(400), TimeSpan.FromDays(-400), TimeSpan.Zero];

    public string Name => "clock-step";

    public async Task<FaultRow> InjectAsync(ChaosBench bench)
    {
        var spec = ChaosSpec.Of(Steps, CheckpointEvery);
        await bench.Undisturbed.TrainAsync(spec, [1], ChaosBench.Slots);
        await using var trial = await Trial.BeginAsync(bench, ChaosBench.Slots);
        await trial.Lab.StartPortalAsync(withWorker: false);
        var file = Path.Combine(trial.Lab.Folder, "clock-shift");
        await File.WriteAllTextAsync(file, "0");
        trial.Lab.Environment["LD_PRELOAD"] = await CompileAsync(trial.Lab.Folder);
        trial.Lab.Environment["LAB_CLOCK_SHIFT"] = file;
        trial.Lab.StartWorker("worker", trial.Slots);
        foreach (var offset in Offsets)
        {
            var ids = await trial.QueueAsync(spec, 1L, 1L);
            if (!await trial.UntilAsync(runs => runs.Exists(run => ids.Contains(run.Id) && run is { State: RunState.Running, Step: > 0 }))) throw new ChaosException("Nothing trains.");
            await File.WriteAllTextAsync(file, ((long)offset.TotalSeconds).ToString(CultureInfo.InvariantCulture));
            trial.Times++;
            if (!await trial.UntilOverAsync()) break;
        }

        foreach (var run in (await trial.Lab.RunsAsync()).Where(run => run.Attempts > 1))
            trial.Blame($"Run {run.Number} lost its worker by a step of the clock: {run.Attempts} attempts.");
        return await trial.JudgeAsync(Name, times: false);
    }

    private static async Task<string> CompileAsync(string folder)
    {
        var library = Path.Combine(folder, "clock-shift.so");
        using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-O1", "-o", library, Path.Combine(AppContext.BaseDirectory, "ClockShift.c")]);
        await compiler.WaitForExitAsync();
        return compiler.ExitCode == 0 ? library : throw new ChaosException("The C compiler did not build the clock that can be set.");
    }
}
