using System.Diagnostics;
using System.Globalization;
using LabPortal.Training.Specs;

namespace LabPortal.Bench;

/// <summary>
/// What a run adds to the peak memory of its process, beside what was predicted: a process of its own for each configuration, two
/// steps and two evaluations long.
/// </summary>
internal sealed class MemoryBench : IBench
{
    private const double Tolerance = 0.2;

    private const string NextToken = "\"next-token\"", TokenOrder = "\"token-order\"";

    public string Name => "memory";

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        using var folder = new BenchFolder();
        var text = new MadeUpText(folder.Path);
        var figures = new List<Figure>();
        foreach (var (name, task, size, accumulate, examples, dropout, objective) in Configurations(text.Hash))
        {
            var (warmUp, path) = (Path.Combine(folder.Path, "warm-up.json"), Path.Combine(folder.Path, "spec.json"));
            var json = Json(task, size, accumulate, examples, dropout, objective);
            await File.WriteAllTextAsync(warmUp, Json(task, new GptSize(1, 1, 8, 1, 1), 1, 1, dropout, NextToken));
            await File.WriteAllTextAsync(path, json);
            using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [MemoryChild.Command, warmUp, path, text.Path]) { RedirectStandardOutput = true })!;
            var answer = await child.StandardOutput.ReadToEndAsync();
            await child.WaitForExitAsync();
            if (child.ExitCode != 0) throw new InvalidOperationException($"The measured process of {name} ended with {child.ExitCode}.");
            var measured = double.Parse(answer, CultureInfo.InvariantCulture) / 1e6;
            var predicted = SpecEstimate.Of(RunSpec.ParseRun(json).Spec!, MadeUpText.Symbols, 1).MemoryBytes / 1e6;
            figures.Add(new Figure($"memory.{name}.added-peak", measured, "MB"));
            figures.Add(new Figure($"memory.{name}.predicted", predicted, "MB"));
            figures.Add(new Figure($"memory.{name}.prediction-off-by", Math.Abs(predicted / measured - 1), "", Bar: Tolerance, LessIsBetter: true));
        }

        return figures;
    }

    private static IEnumerable<(string Name, string Task, GptSize Size, int Accumulate, int Examples, double Dropout, string Objective)> Configurations(string corpus)
    {
        string Text(int block) => $$"""{ "name": "char-text", "options": { "corpus": "{{corpus}}", "block": {{block}} } }""";
        string PathStar(int nodes) => $$"""{ "name": "path-star", "options": { "degree": 2, "pathLength": 3, "nodes": {{nodes}} } }""";
        return
        [
            ("tiny-2x32-b8", Text(32), new(2, 2, 32, 32, 8), 1, 250, 0, NextToken),
            ("path-star-quick", PathStar(10), new(3, 4, 64, 17, 128), 1, 500, 0, NextToken),
            ("path-star-2000-labels", PathStar(2000), new(4, 4, 128, 17, 256), 1, 500, 0, NextToken),
            ("gpt-4x128-b12", Text(64), new(4, 4, 128, 64, 12), 1, 250, 0, NextToken),
            ("gpt-4x128-b64-dropout", Text(64), new(4, 4, 128, 64, 64), 1, 250, 0.1, NextToken),
            ("gpt-4x128-b256", Text(64), new(4, 4, 128, 64, 256), 1, 250, 0, NextToken),
            ("gpt-4x256-block-512-b4", Text(512), new(4, 4, 256, 512, 4), 1, 4, 0, NextToken),
            ("gpt-8x512-b8", Text(128), new(8, 8, 512, 128, 8), 1, 8, 0, NextToken),
            ("gpt-6x384-b16", Text(256), new(6, 6, 384, 256, 16), 1, 16, 0, NextToken),
            ("gpt-6x384-b16-in-4-parts", Text(256), new(6, 6, 384, 256, 16), 4, 4, 0, NextToken),
            ("gpt-6x128-b96-4-heads", Text(64), new(6, 4, 128, 64, 96), 1, 250, 0, "\"multi-token\", \"options\": { \"heads\": 4 }"),
            ("gpt-4x128-b96-token-order", Text(64), new(4, 4, 128, 64, 96), 1, 250, 0, TokenOrder),
            ("path-star-2000-labels-token-order", PathStar(2000), new(4, 4, 128, 17, 256), 1, 500, 0, TokenOrder),
        ];
    }

    private static string Json(string task, GptSize size, int accumulate, int examples, double dropout, string objective) => $$"""
        {
          "schema": 1, "arm": "bench", "task": {{task}}, "objective": { "name": {{objective}} },
          "model": { "name": "gpt", "options": { "layers": {{size.Layers}}, "heads": {{size.Heads}}, "width": {{size.Width}}, "dropout": {{dropout.ToString(CultureInfo.InvariantCulture)}} } },
          "training": { "steps": 2, "batch": {{size.Batch}}, "accumulate": {{accumulate}}, "checkpointEvery": 0 },
          "evaluation": { "every": 100000000, "examples": {{examples}}, "samples": 4 }
        }
        """;
}
