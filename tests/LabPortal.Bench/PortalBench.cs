using System.Diagnostics;
using LabPortal.Data;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Bench;

/// <summary>How long the portal takes for each page, signed in, as the server renders it first: in a small lab, where pages take
/// turns, and in a lab of 10,000 runs. Then fifty people watch that lab.</summary>
/// <param name="seconds">How long they watch; 0 leaves them out.</param>
internal sealed class PortalBench(int seconds) : IBench
{
    private const int Rounds = 15, Experiments = 20;

    private static readonly string[] Pages =
        ["/", "/studies", "/studies/pitfalls", "/experiments", "/experiments/new", "/runs", "/runs/1", "/compare", "/datasets", "/workers"];

    public string Name => "portal";

    public async Task<IReadOnlyList<Figure>> MeasureAsync() => [.. await SmallAsync(), .. await LoadedAsync()];

    private static async Task<IReadOnlyList<Figure>> SmallAsync()
    {
        await using var portal = await RunningPortal.StartAsync(withWorker: false);
        for (var i = 0; i < Experiments; i++)
            await portal.PostAsync("/api/experiments?queue=false", BenchSpec.Experiment($"bench {i}", steps: 1000, seeds: "1, 2, 3, 4, 5"));
        var times = Pages.ToDictionary(page => page, _ => new List<double>());
        for (var round = 0; round <= Rounds; round++)
            foreach (var page in Pages)
            {
                var clock = Stopwatch.StartNew();
                await portal.FetchAsync(page);
                // The first round compiles.
                if (round > 0) times[page].Add(clock.Elapsed.TotalMilliseconds);
            }

        return
        [
            .. Pages.Select(page => new Figure($"portal{(page == "/" ? ".home" : page.Replace('/', '.'))}", Median.Of(times[page]), "ms", Bar: 200, LessIsBetter: true)),
            new Figure("portal.memory", portal.MemoryMegabytes, "MB", Bar: 400, LessIsBetter: true),
        ];
    }

    private async Task<IReadOnlyList<Figure>> LoadedAsync()
    {
        var folder = new BenchFolder();
        await using var lab = new ServiceCollection().AddLabData(folder.Path).BuildServiceProvider();
        await lab.GetRequiredService<LabDatabase>().MigrateAsync();
        var load = new PortalLoad(lab);
        var clock = Stopwatch.StartNew();
        await load.FillAsync();
        Console.Error.WriteLine($"filled a lab with {PortalLoad.Experiments * PortalLoad.Arms * PortalLoad.Seeds} runs in {clock.Elapsed.TotalSeconds:F0} s");
        var filled = new Figure("portal.load.fill", clock.Elapsed.TotalSeconds, "s", Bar: 120, LessIsBetter: true);
        await using var portal = await RunningPortal.StartAsync(withWorker: false, folder);
        IReadOnlyList<Figure> looks = await new LoadedPortal(portal, load, lab).MeasureAsync();
        return [filled, .. looks, .. seconds == 0 ? [] : await new LiveWatch(portal, load, lab, TimeSpan.FromSeconds(seconds)).MeasureAsync()];
    }
}
