using System.Data.Common;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace LabPortal.Data.Queue;

/// <summary>Wakes a started scheduler when another process has queued a run. The scheduler itself looks once a second, the most
/// often it can be told to; a person who pressed Run would notice.</summary>
internal sealed class QueueBell(IDbContextFactory<LabDbContext> contexts, IChangeSignal signal, IScheduler scheduler) : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private readonly CancellationTokenSource _stop = new();
    private Task _listening = Task.CompletedTask;

    public void Start() => _listening = Task.Run(ListenAsync);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        Guid? rung = null;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(Pace, _stop.Token);
                rung = await RingAsync(rung);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested) { }
            catch (ObjectDisposedException)
            {
                return; // the host goes down, and marks its services so before it disposes of this one
            }
            catch (Exception error) when (error is DbException or SchedulerException)
            {
                rung = null; // a busy database: the next tick, or the scheduler's own look, makes up for it
            }
        }
    }

    private async Task<Guid?> RingAsync(Guid? rung)
    {
        var newest = await NewestAsync();
        if (newest is not { } run || run == rung) return newest;
        // Its row comes before its job: ring only once the job is there.
        if (!await scheduler.Exists(RunQueue.Key(run), _stop.Token)) return rung;
        await scheduler.ResumeJob(RunQueue.Key(run), _stop.Token); // changes nothing, and signals the scheduler
        return newest;
    }

    private async Task<Guid?> NewestAsync()
    {
        await using var db = await contexts.CreateDbContextAsync(_stop.Token);
        return await db.Runs.Where(r => r.State == RunState.Queued).OrderByDescending(r => r.Stamp)
            .Select(r => (Guid?)r.Id).FirstOrDefaultAsync(_stop.Token);
    }
}
