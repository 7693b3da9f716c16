using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LabPortal.Bench;

/// <summary>From a question to a checkpoint to its tokens, over HTTP: the first, for which the worker starts a process, and those after it.</summary>
internal sealed class PlaygroundBench : IBench
{
    private const int Questions = 30;

    public string Name => "playground";

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        await using var portal = await RunningPortal.StartAsync(withWorker: true);
        await portal.PostAsync("/api/experiments", BenchSpec.Experiment("playground", steps: 20, seeds: "1"));
        while ((string)JsonNode.Parse(await portal.Browser.GetStringAsync("/api/runs/1"))!["state"]! != "completed")
            await Task.Delay(100);

        var first = await AskAsync(portal, 0);
        var warm = new List<double>();
        for (var question = 1; question <= Questions; question++)
        {
            warm.Add(await AskAsync(portal, question % 10));
            await Task.Delay(50);
        }

        return
        [
            new Figure("playground.first-answer", first / 1000, "s"),
            new Figure("playground.answer", Median.Of(warm), "ms", Bar: 300, LessIsBetter: true),
        ];
    }

    private static async Task<double> AskAsync(RunningPortal portal, int example)
    {
        var clock = Stopwatch.StartNew();
        await portal.PostAsync("/api/runs/1/generate", $$"""{"example":{{example}},"temperature":1}""");
        return clock.Elapsed.TotalMilliseconds;
    }
}
