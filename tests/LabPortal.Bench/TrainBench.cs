using System.Text.Json.Nodes;
using LabPortal.Training;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;

namespace LabPortal.Bench;

/// <summary>
/// A training step, ours through the run loop as every run goes and the peer's in turn, so that a busy minute falls on both;
/// and the step's floor: its floating-point operations at the rate that one large matrix product reaches here.
/// </summary>
internal sealed class TrainBench : IBench
{
    private const int Rounds = 3;
    private const double Faster = 1.3;

    private static readonly GptSize Small = new(4, 4, 128, 64, 12);

    private static readonly TrainConfiguration[] Configurations =
    [
        new("gpt-4x128-b12", Small, Environment.ProcessorCount, 100, 20),
        new("gpt-4x128-b12-1-thread", Small, 1, 50, 10),
        new("gpt-4x128-b256", Small with { Batch = 256 }, Environment.ProcessorCount, 6, 2),
        new("gpt-6x384-b16", new GptSize(6, 6, 384, 256, 16), Environment.ProcessorCount, 4, 1, ShareBar: 0.8),
    ];

    public string Name => "train";

    public Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        using var folder = new BenchFolder();
        var text = new MadeUpText(folder.Path);
        var chosen = Configurations.DistinctBy(one => (one.Size, one.Threads)).ToList();
        var ours = chosen.ToDictionary(one => one, _ => new List<double>());
        var theirs = chosen.ToDictionary(one => one, _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
            foreach (var one in chosen)
            {
                if (Peer.IsHere) theirs[one].AddRange(PeerSteps(one));
                ours[one].AddRange(OwnTraining.Steps(RunSpec.ParseRun(one.Size.Spec(text.Hash, one.Warm + one.Steps)).Spec!, one.Threads, one.Warm, folder, text));
            }

        var rates = chosen.Select(one => one.Threads).Distinct().ToDictionary(threads => threads, MatrixRate.Measure);
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            .. rates.Select(rate => new Figure($"machine.matrix-rate-{rate.Key}-thread{(rate.Key == 1 ? "" : "s")}", rate.Value, "GFLOP/s")),
            .. chosen.SelectMany(one => Figures(one, Flops(one, text), ours[one], theirs[one], rates[one.Threads])),
            .. PathStar(folder, text),
        ]);
    }

    private static IEnumerable<Figure> Figures(TrainConfiguration one, double flops, List<double> ours, List<double> theirs, double rate)
    {
        var step = Median.Of(ours);
        var peer = theirs.Count == 0 ? (double?)null : Median.Of(theirs);
        var floor = flops / rate / 1e6;
        double Tokens(double milliseconds) => one.Size.TokensPerStep / milliseconds * 1000;
        yield return new Figure($"{one.Name}.step-time", step, "ms", Peer: peer, Floor: floor);
        yield return new Figure($"{one.Name}.tokens-per-second", Tokens(step), "tokens/s", peer is null ? null : Faster, Peer: peer is { } time ? Tokens(time) : null);
        yield return new Figure($"{one.Name}.measured-over-floor", step / floor, "×", Peer: peer / floor);
        if (one.ShareBar is { } share)
            yield return new Figure($"{one.Name}.share-of-matrix-rate", floor / step, "", share);
    }

    /// <summary>The quick study's step, which has no peer: milliseconds on all cores and on one.</summary>
    private static IEnumerable<Figure> PathStar(BenchFolder folder, MadeUpText text)
    {
        const int steps = 150, warm = 30;
        var json = JsonNode.Parse(Catalog.Studies.Find("pitfalls")!.Create(new NoOptions()).SpecJson("quick"))!;
        json["training"]!["steps"] = steps + warm;
        json["training"]!["recordEvery"] = 1;
        json["evaluation"]!["every"] = 100_000_000;
        json["evaluation"]!["examples"] = 1;
        var spec = ExperimentSpec.Parse(json.ToJsonString()).Spec!.Arms[0];
        int[] threads = [.. new[] { Environment.ProcessorCount, 1 }.Distinct()];
        var times = threads.ToDictionary(count => count, _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
            foreach (var count in threads)
                times[count].AddRange(OwnTraining.Steps(spec, count, warm, folder, text));
        return threads.Select(count => new Figure($"path-star-quick{(count == threads[0] ? "" : "-1-thread")}.step-time", Median.Of(times[count]), "ms"));
    }

    // The estimate counts all of attention, as PaLM does; half of it is behind the causal mask and need not be computed.
    private static double Flops(TrainConfiguration one, MadeUpText text) =>
        one.Size.StepFlops(text.Hash) - 6.0 * one.Size.Layers * one.Size.Width * one.Size.Block * one.Size.TokensPerStep;

    private static IEnumerable<double> PeerSteps(TrainConfiguration one) =>
        Peer.Run(["train", .. one.Size.Arguments, .. Peer.Arguments(("steps", one.Steps), ("warm", one.Warm), ("threads", one.Threads))])
            ["milliseconds"]!.AsArray().Select(node => (double)node!);
}
