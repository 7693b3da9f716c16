using LabPortal.Data;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Data.Workers;
using LabPortal.Worker.Playground;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LabPortal.Worker.Nodes;

/// <summary>The one process that starts the schedule on a data folder. It trains nothing itself.</summary>
internal sealed partial class Node(
    NodeOptions options, LabScheduler scheduler, IRunQueue queue, Leases leases, Leftovers leftovers, SpareProcess spare, PlaygroundDesk playground,
    IDbContextFactory<LabDbContext> contexts, TimeProvider time, ILogger<Node> log)
{
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(2);

    private bool _missed;

    /// <summary>Runs what is queued until it is told to stop; then lets its runs save a checkpoint.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        leftovers.Find();
        await AnnounceAsync(stop);
        await leftovers.SettleAsync();
        await leases.ReclaimLostAsync(stop);
        await queue.ReconcileAsync(stop);
        await scheduler.StartAsync(options.Slots, stop);
        spare.Prepare();
        LogReady(options.Name, options.SlotText, options.Threads);
        var answering = playground.RunAsync(stop);
        try
        {
            using var timer = new PeriodicTimer(Pulse, time);
            while (await timer.WaitForNextTickAsync(stop))
                await PulseAsync(stop);
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

    private async Task PulseAsync(CancellationToken stop)
    {
        try
        {
            await BeatAsync(stop);
            await leftovers.SettleAsync();
            var reclaimed = await leases.ReclaimLostAsync(stop);
            foreach (var run in reclaimed.Interrupted)
                LogLost(run);
            if (reclaimed.Requeued.Count > 0 || _missed)
                await queue.ReconcileAsync(stop);
            _missed = false;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A background callback: a locked or full disk must not end the node, whose children keep their own counsel.
            _missed = true;
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

    private async Task AnnounceAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var node = await db.WorkerNodes.SingleOrDefaultAsync(known => known.Name == options.Name, cancel);
        if (node is null) db.WorkerNodes.Add(node = new WorkerNode(options.Name));
        node.Announce(
            options.SlotText, "cpu", Build.Version, Environment.ProcessorCount,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
    }

    private async Task BeatAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow().UtcDateTime;
        await db.WorkerNodes.Where(known => known.Name == options.Name)
            .ExecuteUpdateAsync(set => set.SetProperty(known => known.HeartbeatAt, now), cancel);
    }

    [LoggerMessage(LogLevel.Information, "worker {Name} is ready: {Slots}, {Threads} thread(s) a run")]
    private partial void LogReady(string name, string slots, int threads);

    [LoggerMessage(LogLevel.Information, "worker {Name} stops: its runs save a checkpoint")]
    private partial void LogStopping(string name);

    [LoggerMessage(LogLevel.Warning, "run {Run} lost its worker; it is queued again")]
    private partial void LogLost(Guid run);

    [LoggerMessage(LogLevel.Error, "heartbeat failed, tried again soon: {Message}")]
    private partial void LogPulseFailed(string message);
}
