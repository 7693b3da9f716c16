using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LabPortal.Data;

/// <summary>Checks in the background what the start had no time for.</summary>
public sealed partial class DatabaseCheck(LabDatabase database, ILogger<DatabaseCheck> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!database.IsPartlyChecked) return;
        await Task.Yield(); // the host does not wait
        try
        {
            if (await database.CheckAsync(stoppingToken) is { } damage) LogDamage(damage);
        }
        catch (OperationCanceledException)
        {
            // The next start tries again.
        }
        catch (Exception error)
        {
            LogFailed(error.Message);
        }
    }

    [LoggerMessage(LogLevel.Critical, "{Damage}")]
    private partial void LogDamage(string damage);

    [LoggerMessage(LogLevel.Error, "the database could not be checked: {Reason}")]
    private partial void LogFailed(string reason);
}
