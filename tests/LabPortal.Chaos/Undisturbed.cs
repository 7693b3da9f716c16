using System.Diagnostics;
using LabPortal.Data.Runs;

namespace LabPortal.Chaos;

/// <summary>What runs record when nothing happens to them, found out once for each spec, seed and number of slots (threads depend on it).</summary>
internal sealed class Undisturbed
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Dictionary<(string Spec, long Seed, int Slots), RunRecords> _known = [];

    public async Task<RunRecords> OfAsync(string spec, long seed, int slots)
    {
        if (!_known.ContainsKey((spec, seed, slots))) await TrainAsync(spec, [seed], slots);
        return _known[(spec, seed, slots)];
    }

    public async Task TrainAsync(string spec, IReadOnlyList<long> seeds, int slots)
    {
        var wanted = seeds.Where(seed => !_known.ContainsKey((spec, seed, slots))).ToList();
        if (wanted.Count == 0) return;
        await using var lab = await ChaosLab.CreateAsync(null);
        var runs = await lab.QueueAsync(spec, wanted);
        lab.StartWorker("undisturbed", slots);
        for (var clock = Stopwatch.StartNew(); (await lab.RunsAsync()).Exists(run => run.State != RunState.Completed); await Task.Delay(200))
            if (clock.Elapsed > Patience)
                throw new ChaosException($"Runs that nothing happens to did not complete within {Patience.TotalMinutes:0} minutes. The worker said: {lab.Said("undisturbed")}");
        foreach (var (seed, run) in wanted.Zip(runs)) _known[(spec, seed, slots)] = await RunRecords.ReadAsync(lab, run);
    }
}
