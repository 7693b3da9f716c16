using System.Diagnostics;
using LabPortal.Data.Metrics;
using LabPortal.Data.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Bench;

/// <summary>Fifty people look on while a run records: what that costs the portal, and how soon one of them sees a point.</summary>
internal sealed class LiveWatch(RunningPortal portal, PortalLoad load, IServiceProvider lab, TimeSpan lasting)
{
    private const int People = 50, PointsAtOnce = 10;

    // What a worker sends of a quick run: several batches a second, some points each.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private readonly List<double> memory = [], delays = [];
    private AttemptLease lease = null!;
    private long batch;

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        (var number, lease) = await load.BeginLiveAsync();
        await WriteAsync();
        // One in five looks at the table of all runs, the others at the run. Every page that opens is a batch: the lease must live.
        await using var crowd = await Viewers.OpenAsync(portal, [.. Enumerable.Range(0, People - 1).Select(i => i % 5 == 4 ? "/runs" : $"/runs/{number}")], paints: false, WriteAsync);
        await using var watcher = await Viewers.OpenAsync(portal, [$"/runs/{number}"], paints: true, WriteAsync);
        Console.Error.WriteLine($"{People} people look at run {number} and the table for {lasting.TotalSeconds:F0} s");
        var (clock, before, waiting) = (Stopwatch.StartNew(), watcher.Redraws, Task.CompletedTask);
        while (clock.Elapsed < lasting)
        {
            var at = clock.Elapsed;
            await WriteAsync();
            if (waiting.IsCompleted) waiting = NoteAsync(watcher, batch * PointsAtOnce);
            if (batch % 4 == 0) memory.Add(portal.MemoryMegabytes);
            if (Pace - (clock.Elapsed - at) is { Ticks: > 0 } rest) await Task.Delay(rest);
        }

        await waiting;
        return [.. Figures((watcher.Redraws - before) / clock.Elapsed.TotalSeconds)];
    }

    private async Task NoteAsync(Viewers watcher, long step)
    {
        var clock = Stopwatch.StartNew();
        await watcher.SeesAsync(step);
        delays.Add(clock.Elapsed.TotalSeconds);
    }

    private IEnumerable<Figure> Figures(double redraws)
    {
        // A minute at either end; a third of a shorter watch.
        var window = Math.Max(1, Math.Min(60, memory.Count / 3));
        var (first, last) = (memory.Take(window).Average(), memory.TakeLast(window).Average());
        return
        [
            new("portal.watch.memory", memory.Max(), "MB", Bar: 400, LessIsBetter: true),
            new("portal.watch.memory-first-minute", first, "MB"),
            new("portal.watch.memory-last-minute", last, "MB", Bar: Math.Round(first * 1.1), LessIsBetter: true),
            new("portal.watch.redraws", redraws, "1/s", Bar: 10, LessIsBetter: true),
            new("portal.watch.point-on-screen", Median.Of(delays), "s", Bar: 1, LessIsBetter: true),
            new("portal.watch.point-on-screen-slowest-of-20", delays.Order().ElementAt((int)(delays.Count * 0.95)), "s", Bar: 1, LessIsBetter: true),
        ];
    }

    private async Task WriteAsync()
    {
        var (now, from) = (DateTime.UtcNow, batch++ * PointsAtOnce);
        var points = Enumerable.Range(1, PointsAtOnce).SelectMany(i => new[]
        {
            new MetricPoint("train/loss", from + i, Math.Exp(-batch / 500.0), now), new MetricPoint("system/tokens-per-second", from + i, 40000 + i, now),
        });
        await lab.GetRequiredService<AttemptWriter>().WriteAsync(lease, new AttemptBatch(batch) { Metrics = [.. points], Progress = new(batch * PointsAtOnce, 1_000_000, 60) });
    }
}
