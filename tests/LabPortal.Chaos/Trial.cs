using System.Diagnostics;
using LabPortal.Data;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Chaos;

/// <summary>One lab, one fault, and the runs that it happens to.</summary>
internal sealed class Trial : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ChaosBench _bench;
    private readonly AttemptWatch _watch;
    private readonly Dictionary<Guid, string> _specs = [];

    private Trial(ChaosBench bench, ChaosLab lab, int slots)
    {
        (_bench, Lab, Slots) = (bench, lab, slots);
        _watch = new AttemptWatch(lab);
    }

    public ChaosLab Lab { get; }

    /// <summary>Of each worker.</summary>
    public int Slots { get; }

    public int Workers { get; init; } = 1;

    public Random Random => _bench.Random;

    /// <summary>How often the fault was injected.</summary>
    public int Times { get; set; }

    /// <summary>What the fault itself found wrong, beside what every trial looks for.</summary>
    public int Wrong { get; private set; }

    public static async Task<Trial> BeginAsync(ChaosBench bench, int slots, int workers = 1) =>
        new(bench, await ChaosLab.CreateAsync(await bench.NewDatabaseAsync()), slots) { Workers = workers };

    public async Task<IReadOnlyList<Guid>> QueueAsync(string spec, params IReadOnlyList<long> seeds)
    {
        var runs = await Lab.QueueAsync(spec, seeds);
        foreach (var run in runs) _specs[run] = spec;
        return runs;
    }

    public void Blame(string what)
    {
        Wrong++;
        Console.Error.WriteLine($"chaos: WRONG: {what}");
    }

    /// <summary>Waits until something is so in the database; a database that is away says nothing.</summary>
    public async Task<bool> UntilAsync(Func<List<Run>, bool> met, TimeSpan? patience = null)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < (patience ?? Patience); await Task.Delay(100))
            try
            {
                if (met(await Lab.RunsAsync())) return true;
            }
            catch (Exception error) when (PassingFault.Is(error))
            {
                // Looked at again.
            }

        return false;
    }

    /// <returns>False where nothing has changed for so long that nothing is to be expected.</returns>
    public async Task<bool> UntilOverAsync()
    {
        string? seen = null;
        var over = false;
        bool Changed(List<Run> runs)
        {
            over = runs.TrueForAll(run => RunTransitions.IsOver(run.State));
            var now = string.Join(',', runs.Select(run => $"{run.State} {run.Attempts} {run.Step}"));
            return seen != (seen = now) || over;
        }

        while (!over)
            if (!await UntilAsync(Changed)) return false;
        return true;
    }

    /// <summary>Looks at everything once all is over.</summary>
    /// <param name="times">Whether the times that the workers noted can be trusted.</param>
    public async Task<FaultRow> JudgeAsync(string fault, bool times = true)
    {
        if (!await UntilOverAsync()) Console.Error.WriteLine("chaos: not all runs are over");
        await _watch.LookAsync();
        var runs = await Lab.RunsAsync();
        var (lost, doubled, wrong, differing) = (0, 0, Wrong, 0);
        foreach (var run in runs)
        {
            if (run.State != RunState.Completed)
            {
                wrong++;
                Console.Error.WriteLine($"chaos: WRONG: run {run.Number} is {run.State} at step {run.Step} after {run.Attempts} attempts: {run.FailureReason}");
                continue;
            }

            var expected = await _bench.Undisturbed.OfAsync(_specs[run.Id], run.Seed, Slots);
            var found = (await RunRecords.ReadAsync(Lab, run.Id)).Against(expected);
            if (found != default) Console.Error.WriteLine($"chaos: WRONG: run {run.Number}: {found}");
            (lost, doubled, differing) = (lost + found.Lost, doubled + found.Doubled, differing + found.Differing);
        }

        return new(fault, Times, runs.Count, lost, doubled, wrong, times ? await OutOfOrderAsync() : 0, differing, _watch.WroteLate, _clock.Elapsed.TotalSeconds);
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        await Lab.DisposeAsync();
    }

    // All are equal in priority and queued in the order of their numbers: so they begin.
    private async Task<int> OutOfOrderAsync()
    {
        await using var db = Lab.Db();
        var begun = await db.Attempts.AsNoTracking().Where(attempt => attempt.Number == 1).OrderBy(attempt => attempt.Run!.Number)
            .Select(attempt => new { attempt.Run!.Number, attempt.StartedAt }).ToListAsync();
        var late = 0;
        foreach (var (i, run) in begun.Index())
        {
            // Turns that come at once, one a slot, are claimed by threads of their own.
            var before = begun.Skip(i + 1).Where(after => after.StartedAt < run.StartedAt).ToList();
            if (before.Count < Slots * Workers) continue;
            late++;
            Console.Error.WriteLine($"chaos: WRONG: run {run.Number} began after {before.Count} runs that stood behind it, the first of them {before[0].Number}");
        }

        return late;
    }
}
