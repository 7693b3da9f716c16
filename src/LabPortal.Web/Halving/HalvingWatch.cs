using LabPortal.Data.Halving;

namespace LabPortal.Web.Halving;

/// <summary>Stops weak arms while their experiments train. It keeps nothing in mind: what it decides follows from the lab's rows, and is written there first.</summary>
public sealed partial class HalvingWatch(HalvingStore store, HalvingReader reader, TimeProvider clock, ILogger<HalvingWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    /// <summary>One look at every experiment that has something to stop. Returns how many runs were stopped.</summary>
    public async Task<int> LookAsync(CancellationToken cancel = default)
    {
        foreach (var experiment in await store.ActiveAsync(cancel))
            if (await reader.OfAsync(experiment, cancel) is { } board && board.Due(experiment, clock.GetUtcNow().UtcDateTime) is { Count: > 0 } due)
                await store.RecordAsync(due, cancel);
        return await store.CarryOutAsync(cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                LogFailed(error); // a background callback: the next tick tries again
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "looking for weak arms failed, tried again soon")]
    private partial void LogFailed(Exception error);
}
