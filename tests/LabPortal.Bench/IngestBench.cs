using System.Diagnostics;
using LabPortal.Data.Runs;
using LabPortal.Testing;

namespace LabPortal.Bench;

/// <summary>
/// Metric points into SQLite and into PostgreSQL as attempts send them: eight write batches of 500 while ten others load charts, first as
/// fast as they can, then at the rate of the bar. Then a lab of many points opens a run.
/// </summary>
/// <param name="points">How many points that lab has.</param>
internal sealed class IngestBench(long points) : IBench
{
    private const int Writers = 8, Readers = 10, Size = 500, Rate = 50_000, LongBatches = 50, LargeBatch = 20_000, BatchesARun = 5, Reads = 15;
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(15), ReaderRest = TimeSpan.FromMilliseconds(100);

    // Two writers in a hundred are a little ahead of the bar, so that one pause of the machine does not decide.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(Writers * Size / (Rate * 1.02));

    public string Name => "ingest";

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        List<Figure> figures = [.. await MeasureAsync("sqlite", null)];
        if (!PostgresServer.IsInstalled)
        {
            Console.Error.WriteLine("PostgreSQL is not installed: its figures are left out");
            return figures;
        }

        await using var server = await PostgresServer.StartAsync(durable: true);
        figures.AddRange(await MeasureAsync("postgres", server.ConnectionString("lab")));
        return figures;
    }

    private async Task<IReadOnlyList<Figure>> MeasureAsync(string provider, string? database)
    {
        var folder = new BenchFolder();
        var figures = new List<Figure>();
        int opened;
        await using (var lab = await IngestLab.OpenAsync(folder.Path, database))
        {
            await LoadAsync(lab, TimeSpan.Zero, Watched); // compiles, which takes a third of the processors for as long
            var flatOut = await LoadAsync(lab, TimeSpan.Zero, Watched);
            var paced = await LoadAsync(lab, Pace, Watched);
            figures.Add(new($"ingest.{provider}.points-per-second", paced.PointsPerSecond, "points/s", Bar: Rate));
            figures.Add(new($"ingest.{provider}.batch-p95", paced.P95, "ms", Bar: 20, LessIsBetter: true));
            figures.Add(new($"ingest.{provider}.chart-meanwhile", paced.Chart, "ms"));
            figures.Add(new($"ingest.{provider}.flat-out", flatOut.PointsPerSecond, "points/s"));
            figures.Add(new($"ingest.{provider}.flat-out-batch-p95", flatOut.P95, "ms"));
            figures.Add(new($"ingest.{provider}.processor-time-of-a-batch", flatOut.Processor, "ms"));
            figures.Add(new($"ingest.{provider}.chart-of-a-million", await MillionAsync(lab), "ms", Bar: 50, LessIsBetter: true));
            var clock = Stopwatch.StartNew();
            opened = await FillAsync(lab);
            figures.Add(new($"ingest.{provider}.fill", points / clock.Elapsed.TotalSeconds, "points/s"));
        }

        // The portal removes the folder with it.
        await using var portal = await RunningPortal.StartAsync(withWorker: false, folder, database);
        await portal.FetchAsync($"/runs/{opened - 1}"); // compiles
        var opens = new List<double>();
        for (var read = 0; read < Reads; read++)
        {
            var clock = Stopwatch.StartNew();
            await portal.FetchAsync($"/runs/{opened - read * 2}");
            opens.Add(clock.Elapsed.TotalMilliseconds);
        }

        figures.Add(new($"ingest.{provider}.open-a-run", Median.Of(opens), "ms", Bar: 200, LessIsBetter: true));
        return figures;
    }

    private static async Task<(double PointsPerSecond, double P95, double Chart, double Processor)> LoadAsync(IngestLab lab, TimeSpan pace, TimeSpan duration)
    {
        var leases = new List<AttemptLease>();
        for (var i = 0; i < Writers; i++) leases.Add(await lab.ClaimAsync());
        using var over = new CancellationTokenSource();
        var charts = Enumerable.Range(0, Readers).Select(reader => Task.Run(() => ReadAsync(lab, leases, reader, over.Token))).ToList();
        var (clock, busy) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var batches = (await Task.WhenAll(leases.Select((lease, i) => Task.Run(() => WriteAsync(lab, lease, pace, pace * i / Writers, duration))))).SelectMany(times => times).Order().ToList();
        var (seconds, used) = (clock.Elapsed.TotalSeconds, Environment.CpuUsage.TotalTime - busy);
        await over.CancelAsync();
        var loaded = (await Task.WhenAll(charts)).SelectMany(times => times).ToList();
        foreach (var lease in leases) await lab.EndAsync(lease);
        return (batches.Count * Size / seconds, batches[(int)(0.95 * (batches.Count - 1))], Median.Of(loaded), used.TotalMilliseconds / batches.Count);
    }

    // Writers are due in turn, not all at once; and one that is late does not make the next one late.
    private static async Task<List<double>> WriteAsync(IngestLab lab, AttemptLease lease, TimeSpan pace, TimeSpan offset, TimeSpan duration)
    {
        var times = new List<double>();
        var clock = Stopwatch.StartNew();
        for (var batch = 1; clock.Elapsed < duration; batch++)
        {
            var content = IngestLab.Batch(batch, Size);
            var due = pace == TimeSpan.Zero ? clock.Elapsed : offset + pace * batch;
            if (due > clock.Elapsed) await Task.Delay(due - clock.Elapsed);
            var began = Stopwatch.GetTimestamp();
            await lab.Writer.WriteAsync(lease, content);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return times;
    }

    private static async Task<List<double>> ReadAsync(IngestLab lab, List<AttemptLease> leases, int reader, CancellationToken over)
    {
        var times = new List<double>();
        for (var read = reader; !over.IsCancellationRequested; read++)
        {
            var began = Stopwatch.GetTimestamp();
            await lab.ChartAsync(leases[read % leases.Count].RunId, read);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.WhenAny(Task.Delay(ReaderRest, over));
        }

        return times;
    }

    private static async Task<double> MillionAsync(IngestLab lab)
    {
        var lease = await lab.ClaimAsync();
        for (var batch = 1; batch <= LongBatches; batch++) await lab.Writer.WriteAsync(lease, IngestLab.Long(batch, LargeBatch));
        var reads = new List<double>();
        for (var read = 0; read <= Reads; read++)
        {
            var began = Stopwatch.GetTimestamp();
            await lab.ChartAsync(lease.RunId, 0);
            if (read > 0) reads.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        await lab.EndAsync(lease);
        return Median.Of(reads);
    }

    /// <returns>The number of the last run.</returns>
    private async Task<int> FillAsync(IngestLab lab)
    {
        for (var left = points; left > 0; left -= LargeBatch * BatchesARun)
        {
            var lease = await lab.ClaimAsync();
            for (var batch = 1; batch <= BatchesARun; batch++) await lab.Writer.WriteAsync(lease, IngestLab.Batch(batch, LargeBatch));
            await lab.EndAsync(lease);
        }

        return lab.Runs;
    }
}
