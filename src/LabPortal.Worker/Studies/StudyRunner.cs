using System.Diagnostics;
using System.Text.Json.Nodes;
using LabPortal.Worker.Processes;

namespace LabPortal.Worker.Studies;

/// <summary>Trains all runs of a study, each in a process of its own, a few at a time.</summary>
internal sealed class StudyRunner(string folder, int parallel, int threads, TextWriter notes)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(20);

    /// <summary>Text files that specs may name by their hash.</summary>
    public IReadOnlyList<FileInfo> Texts { get; init; } = [];

    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public async Task RunAsync(IReadOnlyList<StudyRun> runs, CancellationToken cancel)
    {
        var finished = 0;
        await using var news = new Timer(_ => Tell(runs), null, Between, Between);
        await Parallel.ForEachAsync(
            runs,
            new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancel },
            async (run, stop) =>
            {
                await TrainAsync(run, stop);
                var done = Interlocked.Increment(ref finished);
                Note($"{done} of {runs.Count}: {run} {(run.Completed ? "completed" : $"failed: {run.Reason}")}");
            });
    }

    private void Tell(IReadOnlyList<StudyRun> runs)
    {
        var training = runs.Where(run => run is { Step: > 0, Completed: false, Reason: null }).ToList();
        if (training.Count > 0)
            Note(string.Join("; ", training.Select(run => $"{run}: step {run.Step} of {run.Spec.TotalSteps}")));
    }

    private void Note(string text)
    {
        lock (notes) notes.WriteLine($"[{_clock.Elapsed:hh\\:mm\\:ss}] {text}");
    }

    private async Task TrainAsync(StudyRun run, CancellationToken cancel)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, run.Spec.ToJson(), cancel);
        using var child = Process.Start(OwnProgram.Arguments(
        [
            "run", file, "--seed", $"{run.Seed}", "--threads", $"{threads}", "--out", Path.Combine(folder, "runs"), "--tethered",
            .. Texts.SelectMany(text => new[] { "--corpus", text.FullName }),
        ]))!;
        await using var stopped = cancel.Register(child.StandardInput.Close);
        var errors = child.StandardError.ReadToEndAsync(CancellationToken.None);
        while (await child.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
            Take(run, JsonNode.Parse(line)!.AsObject());
        await child.WaitForExitAsync(CancellationToken.None);
        cancel.ThrowIfCancellationRequested();
        if (!run.Completed) run.Reason ??= $"its process ended with code {child.ExitCode}. {(await errors).Trim()}";
    }

    private void Take(StudyRun run, JsonObject record)
    {
        switch (record["type"]!.GetValue<string>())
        {
            case "metric":
                run.Last[record["name"]!.GetValue<string>()] = Number(record["value"]!);
                break;
            case "progress":
                run.Step = record["step"]!.GetValue<long>();
                break;
            case "end":
                run.Completed = record["outcome"]!.GetValue<string>() == "completed";
                run.Reason = record["reason"]?.GetValue<string>();
                break;
        }
    }

    private static double Number(JsonNode value) => value.GetValueKind() == System.Text.Json.JsonValueKind.String
        ? double.Parse(value.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture)
        : value.GetValue<double>();
}
