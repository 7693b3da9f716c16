using LabPortal.Data;
using LabPortal.Data.Experiments;
using LabPortal.Data.Metrics;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Bench;

/// <summary>A lab to write points into, in its file or on a server.</summary>
internal sealed class IngestLab : IAsyncDisposable
{
    private const int Series = 10;
    private readonly ServiceProvider _services;
    private int _number;

    /// <summary>How many there are; they are numbered from 1.</summary>
    public int Runs => _number;

    private IngestLab(ServiceProvider services) => _services = services;

    public AttemptWriter Writer => Get<AttemptWriter>();

    public static async Task<IngestLab> OpenAsync(string folder, string? database)
    {
        var lab = new IngestLab(new ServiceCollection().AddLabData(folder, database).BuildServiceProvider());
        await lab.Get<LabDatabase>().MigrateAsync();
        return lab;
    }

    public async Task<AttemptLease> ClaimAsync()
    {
        await using var db = await Get<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        var experiment = new Experiment($"bench {++_number}", "", 1, "{}", "0", DateTime.UtcNow, "bench");
        var arm = new Arm(experiment, 0, "bench", "{}", "0", 1_000_000, "cpu");
        var run = new Run(arm, 1, _number);
        db.AddRange(experiment, arm, run);
        await db.SaveChangesAsync();
        await Get<IRunQueue>().EnqueueAsync([run.Id]);
        return (await Get<Leases>().ClaimAsync(run.Id, "bench"))!;
    }

    public Task EndAsync(AttemptLease lease) => Get<Leases>().EndAsync(lease, AttemptOutcome.Completed);

    /// <summary>A chart of one of the run's metrics, as a page asks for it.</summary>
    public Task<IReadOnlyList<MetricCurve>> ChartAsync(Guid run, int metric) => Get<IMetricStore>().ReadAsync([run], [Name(metric % Series)], null, null, 1000);

    /// <summary>A batch of an attempt: its points go in turn to ten metrics.</summary>
    public static AttemptBatch Batch(int number, int points) => new(number)
    {
        Metrics = [.. Enumerable.Range(0, points).Select(i => new MetricPoint(Name(i % Series), ((long)number * points + i) / Series, Math.Sin(i * 0.37 + number), DateTime.UtcNow))],
    };

    /// <summary>The same for one metric alone.</summary>
    public static AttemptBatch Long(int number, int points) => new(number)
    {
        Metrics = [.. Enumerable.Range(0, points).Select(i => new MetricPoint(Name(0), (long)number * points + i, Math.Sin(i * 0.37 + number), DateTime.UtcNow))],
    };

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static string Name(int metric) => $"metric-{metric}";

    private T Get<T>() where T : notnull => _services.GetRequiredService<T>();
}
