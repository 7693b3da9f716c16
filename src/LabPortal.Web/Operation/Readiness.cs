using System.Data.Common;
using LabPortal.Data;
using LabPortal.Data.Workers;
using LabPortal.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Operation;

/// <summary>Whether the portal can do its work, part by part.</summary>
public sealed class Readiness(LabStorage storage, IDbContextFactory<LabDbContext> contexts, PortalOptions options, LocalWorker local, TimeProvider time)
{
    /// <summary>With less than this left, the next checkpoint may not fit.</summary>
    public const long LeastFreeBytes = 256L << 20;

    /// <returns>A problem for each part, in words that name no path and no host; null where there is none.</returns>
    public async Task<IReadOnlyDictionary<string, string?>> CheckAsync(CancellationToken cancel)
    {
        var problems = new Dictionary<string, string?> { ["database"] = null, ["migrations"] = null, ["disk"] = null, ["worker"] = null };
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            problems["migrations"] = (await db.Database.GetPendingMigrationsAsync(cancel)).Any() ? "The database has an older shape: start the portal again." : null;
            problems["worker"] = options.StartsWorker ? Supervised() : await AnyAliveAsync(db, cancel) ? null : "No worker has reported within half a minute.";
        }
        catch (DbException)
        {
            problems["database"] = "The database does not answer.";
        }

        if (FreeBytes() < LeastFreeBytes) problems["disk"] = $"Less than {LeastFreeBytes >> 20} MiB are free in the data folder.";
        return problems;
    }

    /// <summary>Of the disk that the data folder is on.</summary>
    public long FreeBytes() => new DriveInfo(storage.Folder).AvailableFreeSpace;

    private string? Supervised() => local.ProcessId is null ? local.Problem is null ? "The local worker is being started." : "The local worker ended and is being started again." : null;

    private async Task<bool> AnyAliveAsync(LabDbContext db, CancellationToken cancel)
    {
        var since = time.GetUtcNow().UtcDateTime - WorkerNode.Patience;
        return await db.WorkerNodes.AnyAsync(worker => worker.HeartbeatAt > since, cancel);
    }
}
