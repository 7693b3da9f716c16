using LabPortal.Data;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Workers;

/// <summary>Reads the board, once for all who hear the same news.</summary>
public sealed class QueueBoardReader(IDbContextFactory<LabDbContext> contexts, QueueReader queue, RunLengths lengths, TimeProvider clock)
{
    private const int MostLines = 500, MostWorkers = 200, MostAttempts = 50;
    // Less than the pace of news: what one heard of before is never read after the next.
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(200);
    private readonly SemaphoreSlim one = new(1, 1);
    private (QueueBoard Board, long At)? last;

    /// <param name="anew">Whether somebody has just changed something, and wants to see it.</param>
    public async Task<QueueBoard> ReadAsync(bool anew = false, CancellationToken cancel = default)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (!anew && last is { } known && clock.GetElapsedTime(known.At) < Fresh)
                return known.Board;
            var board = await ReadNowAsync(cancel);
            last = (board, clock.GetTimestamp());
            return board;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Something has changed that pages are about to be told of.</summary>
    public async Task ForgetAsync()
    {
        await one.WaitAsync();
        last = null;
        one.Release();
    }

    private async Task<QueueBoard> ReadNowAsync(CancellationToken cancel)
    {
        var state = await queue.ReadAsync(cancel);
        var plan = QueuePlan.Of(state, clock.GetUtcNow().UtcDateTime);
        var starts = QueueForecast.Of(plan, state, await lengths.OfAsync(state, cancel));
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var shown = plan.Take(MostLines).Select(planned => planned.Run.Id).ToList();
        var details = await db.Runs.Where(run => shown.Contains(run.Id))
            .Select(run => new { run.Id, Arm = run.Arm!.Name, run.Seed, run.ExperimentId, run.Experiment!.Name, run.QueuedAt }).ToDictionaryAsync(run => run.Id, cancel);
        var own = plan.GroupBy(planned => planned.Run.Owner).SelectMany(line => new[] { (line.First().Run.Id, IsFirst: true), (line.Last().Run.Id, IsFirst: false) }).ToHashSet();
        var lines = plan.Take(MostLines).Select((planned, i) => (planned, Position: i + 1)).Where(line => details.ContainsKey(line.planned.Run.Id)).Select(line =>
        {
            var (id, run) = (line.planned.Run.Id, details[line.planned.Run.Id]);
            return new QueueLine(line.Position, line.planned, run.Arm, run.Seed, run.ExperimentId, run.Name, run.QueuedAt,
                starts.TryGetValue(id, out var start) ? start : null, own.Contains((id, true)), own.Contains((id, false)));
        }).ToList();
        var workers = await db.WorkerNodes.AsNoTracking().OrderByDescending(worker => worker.HeartbeatAt).Take(MostWorkers).ToListAsync(cancel);
        var history = await db.Attempts.Where(attempt => attempt.EndedAt != null).OrderByDescending(attempt => attempt.EndedAt).Take(MostAttempts)
            .Select(attempt => new AttemptLine(attempt.Id, attempt.Run!.Number, attempt.Run.Arm!.Name, attempt.Worker, attempt.Device, attempt.StartedAt, attempt.EndedAt!.Value,
                attempt.Outcome ?? AttemptOutcome.Lost, attempt.Reason, attempt.Pattern, attempt.WaitedSeconds)).ToListAsync(cancel);
        return new(state, plan.Count, plan.Count(planned => planned.Held is not null), lines, [.. workers.OrderByDescending(worker => worker.IsAlive(clock.GetUtcNow().UtcDateTime)).ThenBy(worker => worker.Name)], history);
    }
}
