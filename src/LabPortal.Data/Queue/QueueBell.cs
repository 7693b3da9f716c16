using System.Data.Common;
using Quartz;

namespace LabPortal.Data.Queue;

/// <summary>Wakes a started scheduler when another process has put a run into the schedule. The scheduler itself looks once a second, the most
/// often it can be told to; a person who pressed Run would notice.</summary>
internal sealed class QueueBell(IChangeSignal signal, IScheduler scheduler) : IAsyncDisposable
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
        var states = signal.Listen(Changes.States);
        IReadOnlySet<(TriggerKey, DateTimeOffset?)> seen = new HashSet<(TriggerKey, DateTimeOffset?)>();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await states.WaitAsync(Pace, _stop.Token);
                seen = await RingAsync(seen);
                // A signal tells of a run's row, which comes before its job.
                await Task.Delay(Pace, _stop.Token);
                seen = await RingAsync(seen);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested) { }
            catch (ObjectDisposedException)
            {
                return; // the host goes down, and marks its services so before it disposes of this one
            }
            catch (Exception error) when (error is DbException or SchedulerException)
            {
                // A busy database: the next tick, or the scheduler's own look, makes up for it.
            }
        }
    }

    private async Task<IReadOnlySet<(TriggerKey, DateTimeOffset?)>> RingAsync(IReadOnlySet<(TriggerKey, DateTimeOffset?)> seen)
    {
        var due = (await RunSchedule.ReadAsync(scheduler, _stop.Token)).Where(trigger => trigger.NextFireTimeUtc is not null).ToList();
        if (due.Find(trigger => !seen.Contains((trigger.Key, trigger.NextFireTimeUtc))) is { } fresh)
            await scheduler.ResumeJob(fresh.JobKey, _stop.Token); // changes nothing, and signals the scheduler
        return due.Select(trigger => (trigger.Key, trigger.NextFireTimeUtc)).ToHashSet();
    }
}
