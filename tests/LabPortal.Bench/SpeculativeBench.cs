using System.Diagnostics;
using LabPortal.Torch.Safetensors;
using LabPortal.Training.Decoding;
using LabPortal.Training.Models;
using LabPortal.Training.Running;
using LabPortal.Training.Specs;
using LabPortal.Training.Tasks;
using static TorchSharp.torch;

namespace LabPortal.Bench;

/// <summary>
/// One prompt at a time, greedy: token by token, and with the further heads' drafts verified together. The network has learnt this repository's
/// sources for a minute or two, because random weights draft nothing that is kept. One thread, in processor time: what else runs does not count.
/// </summary>
internal sealed class SpeculativeBench : IBench
{
    private const int Prompts = 24, Rounds = 5, Steps = 500;

    public string Name => "speculative";

    public Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        using var folder = new BenchFolder();
        var text = new SourceText(folder.Path);
        var spec = RunSpec.ParseRun(Json(text.Hash)).Spec!;
        Machine.Prepare(Environment.ProcessorCount);
        var data = spec.Task.Open(text.Path);
        using var network = spec.Build(data.Vocabulary);
        Load(network, Trained(spec, folder, text));
        network.eval();
        // So small products gain nothing from another thread, and wait for it.
        Machine.Prepare(1);
        var asked = data.HeldOut(Prompts, 1).Select(data.Ask).ToArray();
        var (greedy, drafted, drafts) = (new List<double>(), new List<double>(), (Passes: 0, Accepted: 0));
        using var sampler = new Sampler(SamplingOptions.Greedy, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var (plain, plainRate) = Timed(asked, prompt => LeftToRight.Generate(network, [prompt.Prompt], prompt.Target.Length, sampler, CPU)[0]);
            var decoder = new SelfSpeculative(network, CPU);
            var (own, rate) = Timed(asked, prompt => decoder.Generate(prompt.Prompt, prompt.Target.Length, sampler));
            var differ = plain.Zip(own).Count(pair => !pair.First.SequenceEqual(pair.Second));
            if (differ > 0) Console.Error.WriteLine($"{differ} outputs differ: somewhere two tokens were as good as equal");
            greedy.Add(plainRate);
            drafted.Add(rate);
            drafts = (drafts.Passes + decoder.Passes, drafts.Accepted + decoder.Accepted);
        }

        var ratio = Median.Of(drafted) / Median.Of(greedy);
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new Figure("speculative.greedy.tokens-per-second", Median.Of(greedy), "tokens/s"),
            new Figure("speculative.drafted.tokens-per-second", Median.Of(drafted), "tokens/s"),
            new Figure("speculative.drafted-against-greedy", ratio, "", Bar: 1),
            new Figure("speculative.drafts-kept-a-pass", (double)drafts.Accepted / drafts.Passes, $"of {spec.Objective.Heads - 1}"),
        ]);
    }

    private static (int[][] Outputs, double Rate) Timed(Example[] asked, Func<Example, int[]> generate)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        int[][] outputs = [.. asked.Select(generate)];
        process.Refresh();
        return (outputs, outputs.Sum(output => output.Length) / (process.TotalProcessorTime - before).TotalSeconds);
    }

    private static string Trained(RunSpec spec, BenchFolder folder, SourceText text)
    {
        var environment = new RunEnvironment(Environment.ProcessorCount, folder.Path, null, _ => text.Path);
        var outcome = RunLoop.Execute(spec, 1, environment, new StepClock(), CancellationToken.None);
        return outcome.End == RunEnd.Completed
            ? Directory.EnumerateFiles(folder.Path, "*.safetensors").Single()
            : throw new InvalidOperationException($"The benchmark's run failed: {outcome.Reason}");
    }

    private static void Load(Network network, string checkpoint)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var (tensors, _) = SafetensorsFile.Load(checkpoint);
        foreach (var (name, value) in network.state_dict())
            value.copy_(tensors[name]);
    }

    private static string Json(string corpus) => $$"""
        {
          "schema": 1, "arm": "bench",
          "task": { "name": "char-text", "options": { "corpus": "{{corpus}}", "block": 128 } },
          "objective": { "name": "multi-token", "options": { "heads": 3, "decoding": "self-speculative" } },
          "model": { "name": "gpt", "options": { "layers": 8, "heads": 4, "width": 128, "bias": false } },
          "training": { "steps": {{Steps}}, "batch": 16, "learningRate": 0.002, "checkpointEvery": 0 },
          "evaluation": { "every": 100000000, "examples": 1, "samples": 0 }
        }
        """;
}
