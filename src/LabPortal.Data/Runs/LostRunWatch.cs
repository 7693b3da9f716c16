using LabPortal.Data.Queue;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LabPortal.Data.Runs;

/// <summary>Takes back the runs of lost workers also while no worker is there to do so: a dead run never looks alive.</summary>
public sealed partial class LostRunWatch(Leases leases, IRunQueue queue, TimeProvider time, ILogger<LostRunWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pace = Leases.Duration / 6;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                if ((await leases.ReclaimLostAsync(stoppingToken)).Requeued.Count > 0) await queue.ReconcileAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
            catch (Exception error)
            {
                LogFailed(error); // a background callback: the next tick tries again
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "looking for lost runs failed, tried again soon")]
    private partial void LogFailed(Exception error);
}
