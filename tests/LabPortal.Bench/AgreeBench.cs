using System.Runtime.InteropServices;
using LabPortal.Torch.Safetensors;
using LabPortal.Training.Running;
using LabPortal.Training.Specs;
using static TorchSharp.torch;

namespace LabPortal.Bench;

/// <summary>From the same initial weights on the same batches: how far our losses are from PyTorch's, at nanoGPT's CPU configuration.</summary>
internal sealed class AgreeBench : IBench
{
    private const int Steps = 50, Seed = 1;
    private static readonly GptSize Size = new(4, 4, 128, 64, 12);

    public string Name => "agree";

    public Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        if (!Peer.IsHere) return Task.FromResult<IReadOnlyList<Figure>>([]);
        using var folder = new BenchFolder();
        var text = new MadeUpText(folder.Path);
        var (weights, batches) = (Path.Combine(folder.Path, "weights.safetensors"), Path.Combine(folder.Path, "batches.bin"));
        var spec = RunSpec.ParseRun(Size.Spec(text.Hash, Steps)).Spec!;
        WriteWeights(spec, weights);
        WriteBatches(spec, text, batches);
        var ours = Losses(spec, weights, folder, text);
        var theirs = Peer.Run([
            "losses", .. Size.Arguments, "--weights", weights, "--batches", batches,
            .. Peer.Arguments(("steps", Steps), ("warmup", 100), ("decay-steps", Steps), ("threads", Environment.ProcessorCount))])
            ["losses"]!.AsArray().Select(loss => (double)loss!).ToList();
        var differences = ours.Zip(theirs, (one, other) => Math.Abs(one - other)).ToList();
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new Figure("gpt-4x128-b12.loss-after-50-steps", ours[^1], "nats", Peer: theirs[^1]),
            new Figure("gpt-4x128-b12.largest-difference-in-50-steps", differences.Max(), "nats", Bar: 1e-3, LessIsBetter: true),
        ]);
    }

    private static void WriteWeights(RunSpec spec, string path)
    {
        manual_seed(Seed);
        using var network = spec.Model.Build(MadeUpText.Symbols, Size.Block);
        SafetensorsFile.Save(path, network.state_dict());
    }

    private static void WriteBatches(RunSpec spec, MadeUpText text, string path)
    {
        var data = spec.Task.Open(text.Path);
        var tokens = Enumerable.Range(0, Steps * Size.Batch).Select(position => data.Train(position, Seed))
            .SelectMany(example => example.Prompt.Concat(example.Target)).Select(token => (long)token).ToArray();
        File.WriteAllBytes(path, MemoryMarshal.AsBytes(tokens.AsSpan()));
    }

    private static List<double> Losses(RunSpec spec, string weights, BenchFolder folder, MadeUpText text)
    {
        var steps = new StepClock();
        var environment = new RunEnvironment(Environment.ProcessorCount, Path.Combine(folder.Path, "checkpoints"), null, _ => text.Path) { InitialWeights = weights };
        var outcome = RunLoop.Execute(spec, Seed, environment, steps, CancellationToken.None);
        return outcome.End == RunEnd.Completed ? steps.Losses : throw new InvalidOperationException($"The benchmark's run failed: {outcome.Reason}");
    }
}
