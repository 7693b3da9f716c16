using System.Diagnostics;
using LabPortal.Data;
using LabPortal.Data.Experiments;
using LabPortal.Data.Metrics;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Bench;

/// <summary>Metric points into SQLite through the fenced writer, as an attempt sends them, and a chart of a million of them out again.</summary>
internal sealed class IngestBench : IBench
{
    private const int Series = 10, PointsPerBatch = 20_000, Batches = 55, Reads = 9;

    public string Name => "ingest";

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        using var folder = new BenchFolder();
        await using var lab = new ServiceCollection().AddLabData(folder.Path).BuildServiceProvider();
        await lab.GetRequiredService<LabDatabase>().MigrateAsync();
        var lease = await ClaimAsync(lab);
        var writer = lab.GetRequiredService<AttemptWriter>();
        var rates = new List<double>();
        for (var batch = 1; batch <= Batches; batch++)
        {
            var points = Points(batch);
            var clock = Stopwatch.StartNew();
            await writer.WriteAsync(lease, new AttemptBatch(batch) { Metrics = points });
            if (batch > 2) rates.Add(PointsPerBatch / clock.Elapsed.TotalSeconds);
        }

        // A tenth goes to each series; one more batch after another fills a single one to a million.
        for (var batch = Batches + 1; batch <= Batches + 50; batch++)
            await writer.WriteAsync(lease, new AttemptBatch(batch) { Metrics = OneSeries(batch - Batches) });
        var store = lab.GetRequiredService<IMetricStore>();
        var reads = new List<double>();
        for (var read = 0; read <= Reads; read++)
        {
            var clock = Stopwatch.StartNew();
            await store.ReadAsync([lease.RunId], ["long"], null, null, 1000);
            if (read > 0) reads.Add(clock.Elapsed.TotalMilliseconds);
        }

        return
        [
            new Figure("ingest.points-per-second", Median.Of(rates), "points/s", Bar: 50_000),
            new Figure("ingest.chart-of-a-million", Median.Of(reads), "ms", Bar: 50, LessIsBetter: true),
        ];
    }

    private static List<MetricPoint> Points(int batch) => [.. Enumerable.Range(0, PointsPerBatch).Select(i =>
        new MetricPoint($"series-{i % Series}", (long)batch * PointsPerBatch + i, Math.Sin(i * 0.37 + batch), DateTime.UtcNow))];

    private static List<MetricPoint> OneSeries(int batch) => [.. Enumerable.Range(0, PointsPerBatch).Select(i =>
        new MetricPoint("long", (long)batch * PointsPerBatch + i, Math.Sin(i * 0.37 + batch), DateTime.UtcNow))];

    private static async Task<AttemptLease> ClaimAsync(ServiceProvider lab)
    {
        await using var db = await lab.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        var experiment = new Experiment("bench", "", 1, "{}", "0", DateTime.UtcNow, "bench");
        var arm = new Arm(experiment, 0, "bench", "{}", "0", 1_000_000, "cpu");
        var run = new Run(arm, 1, 1);
        db.AddRange(experiment, arm, run);
        await db.SaveChangesAsync();
        await lab.GetRequiredService<IRunQueue>().EnqueueAsync([run.Id]);
        return (await lab.GetRequiredService<Leases>().ClaimAsync(run.Id, "bench"))!;
    }
}
