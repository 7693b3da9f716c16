using LabPortal.Data.Runs;

namespace LabPortal.Chaos.Faults;

/// <summary>
/// The wall clock is set forward and back, by a minute, an hour, a year. On SQLite it is that of the machine, which all processes see; on
/// PostgreSQL that of one worker, while server and portal keep theirs.
/// </summary>
internal sealed class ClockStep : IFault
{
    private const int Steps = 2000, CheckpointEvery = 100;
    private static readonly TimeSpan[] Shifts = [TimeSpan.FromMinutes(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(400), TimeSpan.FromDays(-400), TimeSpan.Zero];

    public string Name => "clock-step";

    public async Task<FaultRow> InjectAsync(ChaosBench bench)
    {
        var spec = ChaosSpec.Of(Steps, CheckpointEvery);
        await bench.Undisturbed.TrainAsync(spec, [1], ChaosBench.Slots);
        await using var trial = await Trial.BeginAsync(bench, ChaosBench.Slots);
        await trial.Lab.StartPortalAsync(withWorker: false);
        var own = bench.Database is null ? null : Path.Combine(trial.Lab.Folder, "clock-shift");
        if (own is not null)
            foreach (var (name, value) in ShiftedClock.Of(own)) trial.Lab.Environment[name] = value;
        trial.Lab.StartWorker("worker", trial.Slots);
        try
        {
            foreach (var shift in Shifts)
            {
                // More than there are slots: some begin after the step.
                var ids = await trial.QueueAsync(spec, [.. Enumerable.Repeat(1L, trial.Slots + 1)]);
                if (!await trial.UntilAsync(runs => runs.Exists(run => ids.Contains(run.Id) && run is { State: RunState.Running, Step: > 0 }))) throw new ChaosException("Nothing trains.");
                ShiftedClock.Set(shift, own);
                trial.Times++;
                if (!await trial.UntilOverAsync()) break;
            }

            foreach (var run in (await trial.Lab.RunsAsync()).Where(run => run.Attempts > 1))
                trial.Blame($"Run {run.Number} lost its worker by a step of the clock: {run.Attempts} attempts.");
            return await trial.JudgeAsync(Name, times: false);
        }
        finally
        {
            ShiftedClock.Set(TimeSpan.Zero);
        }
    }
}
