namespace LabPortal.Chaos.Faults;

/// <summary>Many short runs at once for twenty workers; on SQLite, which has one worker, for its twenty slots.</summary>
internal sealed class LongQueue : IFault
{
    private const int Workers = 20, Steps = 20, CheckpointEvery = 10;

    public string Name => "long-queue";

    public async Task<FaultRow> InjectAsync(ChaosBench bench)
    {
        var spec = ChaosSpec.Of(Steps, CheckpointEvery);
        long[] seeds = [1, 2, 3, 4];
        var slots = bench.Database is null ? Workers : 1;
        await bench.Undisturbed.TrainAsync(spec, seeds, slots);
        await using var trial = await Trial.BeginAsync(bench, slots, Workers / slots);
        // Nothing is to be lost here, and twenty processes that start at once on few cores take longer than a short lease.
        trial.Lab.Environment.Clear();
        await trial.Lab.StartPortalAsync(withWorker: false);
        await trial.QueueAsync(spec, [.. Enumerable.Range(0, bench.Queued).Select(i => seeds[i % seeds.Length])]);
        trial.Times = 1;
        for (var worker = 1; worker <= Workers / slots; worker++) trial.Lab.StartWorker($"worker-{worker}", slots);
        await trial.UntilAsync(runs => runs.TrueForAll(run => Data.Runs.RunTransitions.IsOver(run.State)), TimeSpan.FromMinutes(30));
        return await trial.JudgeAsync(Name);
    }
}
