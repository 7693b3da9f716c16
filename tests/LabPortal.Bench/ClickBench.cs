using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LabPortal.Bench;

/// <summary>From the call that launches an experiment to the first metric that a reader of the portal gets, with a worker that waits.</summary>
internal sealed class ClickBench : IBench
{
    private const int Rounds = 5;

    public string Name => "click";

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        await using var portal = await RunningPortal.StartAsync(withWorker: true);
        var times = new List<double>();
        for (var run = 1; run <= Rounds; run++)
        {
            // The child in reserve gets ready, as it would while a person reads the page.
            await Task.Delay(TimeSpan.FromSeconds(4));
            var clock = Stopwatch.StartNew();
            await portal.PostAsync("/api/experiments", BenchSpec.Experiment("click", steps: 20, seeds: $"{run}"));
            while (await portal.Browser.GetStringAsync($"/api/runs/{run}/metrics") is "[]")
                await Task.Delay(10);
            times.Add(clock.Elapsed.TotalSeconds);
            while ((string)JsonNode.Parse(await portal.Browser.GetStringAsync($"/api/runs/{run}"))!["state"]! != "completed")
                await Task.Delay(100);
        }

        return [new Figure("click.first-metric", Median.Of(times), "s", Bar: 2, LessIsBetter: true)];
    }
}
