using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using LabPortal.Training.Running;
using LabPortal.Training.Specs;

namespace LabPortal.Bench;

/// <summary>
/// Steps of a GPT with 4 layers, 128 wide, block 64, batch 12 on text: nanoGPT's CPU configuration, through the run loop
/// as every run goes. The thread counts take turns, so that a busy minute falls on both.
/// </summary>
internal sealed class TrainBench : IBench
{
    private const int Batch = 12, Block = 64, Steps = 120, Warm = 20, Rounds = 3;

    // nanoGPT, this configuration, PyTorch 1.13.1, 2 threads on 2 idle cores: 50 ms a step.
    private const double PeerTokensPerSecond = Batch * Block / 0.050;

    public string Name => "train";

    public Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        using var folder = new BenchFolder();
        var text = Path.Combine(folder.Path, "text.txt");
        File.WriteAllText(text, MadeUpText(1_000_000));
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(text)));
        var spec = RunSpec.ParseRun(Spec(hash)).Spec!;
        int[] threadCounts = [.. new[] { 1, Environment.ProcessorCount }.Distinct()];
        var times = threadCounts.ToDictionary(count => count, _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
            foreach (var threads in threadCounts)
            {
                var clock = new StepClock();
                var environment = new RunEnvironment(threads, Path.Combine(folder.Path, "checkpoints"), null, _ => text);
                var outcome = RunLoop.Execute(spec, round, environment, clock, CancellationToken.None);
                if (outcome.End != RunEnd.Completed) throw new InvalidOperationException($"The benchmark's run failed: {outcome.Reason}");
                times[threads].AddRange(clock.Milliseconds.Skip(Warm));
            }

        return Task.FromResult<IReadOnlyList<Figure>>([.. threadCounts.SelectMany(threads =>
        {
            var step = Median.Of(times[threads]);
            var full = threads == Environment.ProcessorCount;
            var name = full ? "gpt-4x128-b12" : $"gpt-4x128-b12-{threads}-thread";
            return new[]
            {
                new Figure($"{name}.step-time", step, "ms"),
                new Figure($"{name}.tokens-per-second", Batch * Block / step * 1000, "tokens/s", full ? 1.3 : null, Peer: full ? PeerTokensPerSecond : null),
            };
        })]);
    }

    private static string Spec(string corpus) => $$"""
        {
          "schema": 1, "arm": "bench",
          "task": { "name": "char-text", "options": { "corpus": "{{corpus}}", "block": {{Block}} } },
          "objective": { "name": "next-token" },
          "model": { "name": "gpt", "options": { "layers": 4, "heads": 4, "width": 128, "bias": false } },
          "training": { "steps": {{Steps}}, "batch": {{Batch}}, "recordEvery": 1, "checkpointEvery": 0 },
          "evaluation": { "every": 1000000, "examples": 12, "samples": 0 }
        }
        """;

    /// <summary>Words of letters by a fixed generator: some sixty symbols, like real text.</summary>
    private static string MadeUpText(int characters)
    {
        const string letters = "etaoinshrdlucmfwypvbgkjqxzETAOINSHRDLUCMFWYPVBGKJQXZ.,;:!?'-";
        var text = new StringBuilder(characters);
        var state = 12345u;
        while (text.Length < characters)
        {
            state = state * 1664525 + 1013904223;
            text.Append(state >> 24 < 40 ? ' ' : letters[(int)((state >> 16) % 256 * (uint)letters.Length / 256)]);
        }

        return text.ToString();
    }

    /// <summary>Notes when each step's loss is reported.</summary>
    private sealed class StepClock : IRunSink
    {
        private long _last;

        public List<double> Milliseconds { get; } = [];

        public void Metric(string name, long step, double value)
        {
            if (name != "train/loss") return;
            var now = Stopwatch.GetTimestamp();
            if (step > 0) Milliseconds.Add(Stopwatch.GetElapsedTime(_last, now).TotalMilliseconds);
            _last = now;
        }

        public void Log(RunLogLevel level, string text) => Console.Error.WriteLine(text);

        public void Progress(long step, long totalSteps, TimeSpan? remaining) { }

        public void Sample(SampleRecord sample) { }

        public void Probe(ProbeRecord probe) { }

        public void Checkpoint(CheckpointRecord checkpoint) { }
    }
}
