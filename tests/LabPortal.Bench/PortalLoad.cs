using System.Data.Common;
using System.Globalization;
using LabPortal.Data;
using LabPortal.Data.Experiments;
using LabPortal.Data.Metrics;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Training.Specs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Bench;

/// <summary>A lab that has been used for years: 10,000 runs with 200 metrics each, one run with 5,000 metrics, one metric with a
/// million points, and an experiment of 30 runs with their curves.</summary>
internal sealed class PortalLoad(IServiceProvider lab)
{
    public const int Experiments = 100, Arms = 20, Seeds = 5, Metrics = 200, WideMetrics = 5000, LongPoints = 1_000_000;
    public const string LongMetric = "train/loss", Sorted = "eval/metric-042", Option = "training.learningRate";

    private static readonly DateTime Start = new(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);
    private int number;

    /// <summary>The experiment of 30 runs whose curves are there.</summary>
    public Guid Compared { get; private set; }

    /// <summary>The number of the run with 5,000 metrics.</summary>
    public int Wide { get; private set; }

    /// <summary>The run with a metric of a million points.</summary>
    public int Long { get; private set; }

    public async Task FillAsync()
    {
        for (var experiment = 0; experiment < Experiments; experiment++)
            await AddOverAsync($"Sweep {experiment + 1}", Arms, experiment);
        await AddSeriesAsync();
        Compared = (await AddAsync("Thirty runs", 6, [1, 2, 3, 4, 5])).Experiment.Id;
        await RecordAsync();
        (Wide, Long) = (await OneAsync("Wide", WideAsync), await OneAsync("Long", LongAsync));
        // What years have brought is in the file itself; only what one sitting brings is still in its log.
        await using var db = await DbAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>A new run that trains from now on: whoever holds its lease has to write to it, or it is taken for lost.</summary>
    public async Task<(int Number, AttemptLease Lease)> BeginLiveAsync()
    {
        var run = (await AddAsync("Live", 1, [1])).Runs[0];
        return (run.Number, await ClaimAsync(run.Id));
    }

    private async Task<(Experiment Experiment, List<Run> Runs)> AddAsync(string name, int arms, long[] seeds, Action<Run, int>? live = null, int salt = 0)
    {
        await using var db = await DbAsync();
        var experiment = new Experiment(name, "Made up to measure with.", 1, "{}", "0", Start.AddDays(salt), "bench");
        var made = Enumerable.Range(0, arms).Select(i => new Arm(experiment, i, ArmName(i), SpecOf(name, i, salt), $"{salt}-{i}", 1000, "cpu")).ToList();
        var runs = seeds.SelectMany(seed => made, (seed, arm) => new Run(arm, seed, ++number)).ToList();
        if (live is not null)
            foreach (var (run, i) in runs.Select((run, i) => (run, i))) live(run, i);
        db.Add(experiment);
        db.AddRange(made);
        db.AddRange(runs);
        await db.SaveChangesAsync();
        return (experiment, runs);
    }

    private Task AddOverAsync(string name, int arms, int salt) => AddAsync(name, arms, [.. Enumerable.Range(1, Seeds).Select(seed => (long)seed)], (run, i) =>
    {
        var at = Start.AddDays(salt).AddMinutes(i);
        run.Queue(at);
        run.Start(at.AddSeconds(5));
        run.Progress(new(1000, 1000, null));
        if (i % 23 == 7) run.Fail("The loss became NaN at step 612. Lower the learning rate or clip the gradient.", at.AddMinutes(3));
        else if (i % 37 == 11) run.Cancel(at.AddMinutes(2));
        else run.Complete(at.AddMinutes(4 + i % 9));
    }, salt);

    // Rows as the metric store writes them, two million at a time: their points are not looked at by any table.
    private async Task AddSeriesAsync()
    {
        await using var db = await DbAsync();
        var ids = await db.Runs.OrderBy(run => run.Number).Select(run => run.Id).ToListAsync();
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = """INSERT INTO "MetricSeries" ("RunId", "Name", "Count", "LastStep", "Last", "Min", "Max") VALUES ($run, $name, 100, 990, $last, 0, 1)""";
        var (run, name, last) = (Parameter(insert, "$run"), Parameter(insert, "$name"), Parameter(insert, "$last"));
        var names = Enumerable.Range(0, Metrics).Select(i => i == 0 ? "eval/accuracy" : i < Metrics / 2 ? $"eval/metric-{i:D3}" : $"train/metric-{i:D3}").ToList();
        var random = new Random(42);
        foreach (var id in ids)
        {
            run.Value = id.ToString().ToUpperInvariant();
            foreach (var metric in names)
            {
                (name.Value, last.Value) = (metric, random.NextDouble());
                await insert.ExecuteNonQueryAsync();
            }
        }

        await transaction.CommitAsync();
    }

    private async Task RecordAsync()
    {
        await using var db = await DbAsync();
        foreach (var run in await db.Runs.AsNoTracking().Where(run => run.ExperimentId == Compared).OrderBy(run => run.Number).ToListAsync())
        {
            var lease = await ClaimAsync(run.Id);
            await lab.GetRequiredService<AttemptWriter>().WriteAsync(lease, new AttemptBatch(1)
            {
                Metrics = [.. Enumerable.Range(0, 500).SelectMany(step => new[] { new MetricPoint("train/loss", step * 2, Math.Exp(-step / 100.0) + 0.01 * run.Seed, Start), new MetricPoint("eval/accuracy", step * 2, 1 - Math.Exp(-step / 90.0) - 0.01 * run.Seed, Start) })],
                Progress = new(1000, 1000, null),
            });
            await lab.GetRequiredService<Leases>().EndAsync(lease, AttemptOutcome.Completed);
        }
    }

    private async Task<int> OneAsync(string name, Func<AttemptLease, Task> record)
    {
        var run = (await AddAsync(name, 1, [1])).Runs[0];
        var lease = await ClaimAsync(run.Id);
        await record(lease);
        await lab.GetRequiredService<Leases>().EndAsync(lease, AttemptOutcome.Completed);
        return run.Number;
    }

    private Task WideAsync(AttemptLease lease) => lab.GetRequiredService<AttemptWriter>().WriteAsync(lease, new AttemptBatch(1)
    {
        Metrics = [.. Enumerable.Range(0, 50).SelectMany(step => Enumerable.Range(0, WideMetrics), (step, i) => new MetricPoint($"layer-{i / 50:D2}/metric-{i:D4}", step * 20, Math.Sin(step + i), Start))],
        Progress = new(1000, 1000, null),
    });

    private async Task LongAsync(AttemptLease lease)
    {
        const int AtOnce = 20_000;
        for (var batch = 0; batch < LongPoints / AtOnce; batch++)
            await lab.GetRequiredService<AttemptWriter>().WriteAsync(lease, new AttemptBatch(batch + 1)
            {
                Metrics = [.. Enumerable.Range(batch * AtOnce, AtOnce).Select(i => new MetricPoint(LongMetric, i, i % 99_991 == 99_990 ? double.NaN : Math.Sin(i * 0.00037) + (i % 77_777 == 5 ? 9 : 0), Start))],
                Progress = new(LongPoints, LongPoints, null),
            });
    }

    private async Task<AttemptLease> ClaimAsync(Guid run)
    {
        await lab.GetRequiredService<IRunQueue>().EnqueueAsync([run]);
        return (await lab.GetRequiredService<Leases>().ClaimAsync(run, "bench"))!;
    }

    private Task<LabDbContext> DbAsync() => lab.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();

    private static string ArmName(int i) => new[] { "next-token", "reversed", "teacherless" }[i % 3] + (i < 3 ? "" : $" {i / 3}");

    private static string SpecOf(string name, int arm, int salt) => ExperimentSpec.Parse(BenchSpec.Experiment(name, steps: 1000, seeds: "1")
        .Replace("\"degree\": 2", $"\"degree\": {2 + arm % 2}").Replace("\"batch\": 128", $"\"batch\": 128, \"learningRate\": {((1 + salt % 10) * 0.0001m).ToString(CultureInfo.InvariantCulture)}"))
        .Spec!.Arms[0].ToJson();

    private static DbParameter Parameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
