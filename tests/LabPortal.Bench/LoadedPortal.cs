using System.Diagnostics;
using LabPortal.Data;
using LabPortal.Data.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Bench;

/// <summary>The portal over a lab of 10,000 runs: what each look at it costs, timed on the server's side of the same machine.</summary>
internal sealed class LoadedPortal(RunningPortal portal, PortalLoad load, IServiceProvider lab)
{
    private const int Rounds = 7;

    private static readonly string Columns = $"cols=state,experiment,arm,seed,duration,eval/accuracy,eval/metric-001,eval/metric-002,{PortalLoad.Option},tags";

    private IEnumerable<(string Name, string Path, double Bar)> Looks =>
    [
        ("first-page", "/runs", 200),
        ("sort-by-metric", Table($"sort={PortalLoad.Sorted}"), 300),
        ("sort-by-option", Table($"sort={PortalLoad.Option}"), 300),
        ("sort-by-state", Table("sort=state&up=true"), 300),
        ("sort-by-duration", Table("sort=duration"), 300),
        ("sort-by-started", Table("sort=started"), 300),
        ("filter-by-metric", Table($"filter={Uri.EscapeDataString($"{PortalLoad.Sorted} >= 0.9")}"), 300),
        ("filter-by-option", Table($"filter={Uri.EscapeDataString($"{PortalLoad.Option} = 0.0003")}"), 300),
        ("filter-by-text", Table("filter=sweep%207"), 300),
        ("filter-and-sort", Table($"filter={Uri.EscapeDataString($"{PortalLoad.Sorted} >= 0.5")}&filter=state%3Dcompleted&sort=eval/metric-001"), 300),
        ("offset-9000", Table($"skip=9000&sort={PortalLoad.Sorted}"), 300),
        ("group-over-seeds", $"/runs?group=arm&{Columns}", 300),
        ("group-sorted", $"/runs?group=arm&sort={PortalLoad.Sorted}&{Columns}", 300),
        ("wide-run", $"/runs/{load.Wide}", 200),
        ("compare-30-runs", $"/compare?experiment={load.Compared}", 200),
        ("experiments", "/experiments", 200),
        ("home", "/", 200),
    ];

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var figures = new List<Figure>();
        foreach (var (name, path, bar) in Looks)
            figures.Add(new Figure($"portal.load.{name}", await TimeAsync(async () => await portal.FetchAsync(path)), "ms", bar, LessIsBetter: true));
        figures.AddRange(await LongChartAsync());
        figures.Add(new Figure("portal.load.memory", portal.MemoryMegabytes, "MB", Bar: 400, LessIsBetter: true));
        return figures;
    }

    // The reader that the run's page draws from, and what it gives as it goes to a browser.
    private async Task<IReadOnlyList<Figure>> LongChartAsync()
    {
        var path = $"/api/runs/{load.Long}/metrics?names={PortalLoad.LongMetric}&buckets=400";
        var bytes = 0;
        var served = await TimeAsync(async () => bytes = (await portal.FetchAsync(path)).Length);
        await using var db = lab.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<LabDbContext>>().CreateDbContext();
        var run = db.Runs.Where(one => one.Number == load.Long).Select(one => one.Id).Single();
        var read = await TimeAsync(() => lab.GetRequiredService<IMetricStore>().ReadAsync([run], [PortalLoad.LongMetric], null, null, 400));
        return
        [
            new Figure("portal.load.million-points.read", read, "ms", Bar: 50, LessIsBetter: true),
            new Figure("portal.load.million-points.served", served, "ms", Bar: 50, LessIsBetter: true),
            new Figure("portal.load.million-points.bytes", bytes / 1e3, "kB", Bar: 60, LessIsBetter: true),
        ];
    }

    private static string Table(string query) => $"/api/runs?take=50&{Columns}&{query}";

    private static async Task<double> TimeAsync(Func<Task> look)
    {
        var times = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await look();
            // The first round compiles, and brings the pages of the file into memory.
            if (round > 0) times.Add(clock.Elapsed.TotalMilliseconds);
        }

        return Median.Of(times);
    }
}
