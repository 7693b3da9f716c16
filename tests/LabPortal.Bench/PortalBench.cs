using System.Diagnostics;

namespace LabPortal.Bench;

/// <summary>How long the portal takes for each page, signed in, as the server renders it first; pages take turns.</summary>
internal sealed class PortalBench : IBench
{
    private const int Rounds = 15, Experiments = 20;

    private static readonly string[] Pages =
        ["/", "/studies", "/studies/pitfalls", "/experiments", "/experiments/new", "/runs", "/runs/1", "/compare", "/datasets", "/workers"];

    public string Name => "portal";

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        await using var portal = await RunningPortal.StartAsync(withWorker: false);
        for (var i = 0; i < Experiments; i++)
            await portal.PostAsync("/api/experiments?queue=false", BenchSpec.Experiment($"bench {i}", steps: 1000, seeds: "1, 2, 3, 4, 5"));
        var times = Pages.ToDictionary(page => page, _ => new List<double>());
        for (var round = 0; round <= Rounds; round++)
            foreach (var page in Pages)
            {
                var clock = Stopwatch.StartNew();
                using var answer = await portal.Browser.GetAsync(page);
                await answer.Content.ReadAsByteArrayAsync();
                answer.EnsureSuccessStatusCode();
                // The first round compiles.
                if (round > 0) times[page].Add(clock.Elapsed.TotalMilliseconds);
            }

        return
        [
            .. Pages.Select(page => new Figure($"portal{(page == "/" ? ".home" : page.Replace('/', '.'))}", Median.Of(times[page]), "ms", Bar: 200, LessIsBetter: true)),
            new Figure("portal.memory", portal.MemoryMegabytes, "MB", Bar: 400, LessIsBetter: true),
        ];
    }
}
