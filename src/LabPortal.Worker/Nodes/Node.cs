using LabPortal.Data;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Data.Workers;
using LabPortal.Worker.Playground;
using Microsoft.Extensions.Logging;

namespace LabPortal.Worker.Nodes;

/// <summary>The one process that starts the schedule on a data folder. It trains nothing itself.</summary>
internal sealed partial class Node(
    NodeOptions options, LabScheduler scheduler, IRunQueue queue, Leases leases, Leftovers leftovers, SpareProcess spare, PlaygroundDesk playground,
    NodeRecord record, TimeProvider time, ILogger<Node> log)
{
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(2);

    /// <summary>Runs what is queued until it is told to stop; then lets its runs save a checkpoint.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        leftovers.Find();
        var mode = await record.AnnounceAsync(stop);
        await GuardAsync(() => LookAsync(stop));
        await scheduler.StartAsync(Offered(mode), stop);
        spare.Prepare();
        LogReady(options.Name, options.Slots.ToString(), options.Threads);
        var answering = playground.RunAsync(stop);
        try
        {
            using var timer = new PeriodicTimer(Pulse, time);
            while (await timer.WaitForNextTickAsync(stop))
                await GuardAsync(async () =>
                {
                    mode = await ReportAsync(mode, stop);
                    await LookAsync(stop);
                });
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LogStopping(options.Name);
        }
        finally
        {
            await answering;
            await scheduler.StopAsync(CancellationToken.None);
            await RequeueAsync();
        }
    }

    private async Task<WorkerMode> ReportAsync(WorkerMode mode, CancellationToken stop)
    {
        var told = await record.ReportAsync(stop);
        if (told == mode) return mode;
        await scheduler.OfferAsync(Offered(told), stop);
        LogMode(options.Name, told);
        return told;
    }

    private async Task LookAsync(CancellationToken stop)
    {
        await leftovers.SettleAsync();
        var reclaimed = await leases.ReclaimLostAsync(stop);
        foreach (var run in reclaimed.Interrupted)
            LogLost(run);
        // Also where nothing happened here: rules, hours and other workers change too.
        await queue.ReconcileAsync(stop);
    }

    private async Task GuardAsync(Func<Task> pulse)
    {
        try
        {
            await pulse();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A background callback: a locked or full disk must not end the node, whose children keep their own counsel.
            LogPulseFailed(error.Message);
        }
    }

    private async Task RequeueAsync()
    {
        try
        {
            await leases.ReclaimLostAsync(CancellationToken.None);
        }
        catch (Exception error) when (PassingFault.Is(error))
        {
            LogPulseFailed(error.Message); // the next node, or the portal, does it
        }
    }

    private IReadOnlyDictionary<string, int> Offered(WorkerMode mode) => mode == WorkerMode.Working ? options.Groups : options.Groups.ToDictionary(group => group.Key, _ => 0);

    [LoggerMessage(LogLevel.Information, "worker {Name} is ready: {Slots}, {Threads} thread(s) a run")]
    private partial void LogReady(string name, string slots, int threads);

    [LoggerMessage(LogLevel.Information, "worker {Name} is {Mode}")]
    private partial void LogMode(string name, WorkerMode mode);

    [LoggerMessage(LogLevel.Information, "worker {Name} stops: its runs save a checkpoint")]
    private partial void LogStopping(string name);

    [LoggerMessage(LogLevel.Warning, "run {Run} lost its worker; it is queued again")]
    private partial void LogLost(Guid run);

    [LoggerMessage(LogLevel.Error, "heartbeat failed, tried again soon: {Message}")]
    private partial void LogPulseFailed(string message);
}
