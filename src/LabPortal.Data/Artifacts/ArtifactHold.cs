using LabPortal.Data.Settings;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Artifacts;

/// <summary>While somebody copies the artifacts that a state of the database refers to, files of dropped ones stay where they are, and are
/// remembered. Every change is made under the write lock: what was dropped before a hold began is gone, and every later drop sees it.</summary>
/// <param name="Until">Who is killed while holding is not waited for any longer.</param>
/// <param name="Dropped">What is to be deleted when the hold ends.</param>
internal sealed record ArtifactHold(DateTime Until, IReadOnlyList<string> Dropped)
{
    public const string Key = "artifact-hold";
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(5);
    private static readonly ArtifactHold None = new(DateTime.MinValue, []);

    public static Task<ArtifactHold> ReadAsync(LabDbContext db, CancellationToken cancel) => SettingStore.ReadAsync(db, Key, None, cancel);

    /// <summary>Begins a hold, or makes it last.</summary>
    public static async Task TakeAsync(IDbContextFactory<LabDbContext> contexts, TimeProvider time, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await SettingStore.WriteAsync(db, Key, await ReadAsync(db, cancel) with { Until = time.GetUtcNow().UtcDateTime + Length }, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Ends the hold, or what is left of one whose holder was killed, and deletes what was dropped meanwhile.</summary>
    public static async Task EndAsync(IDbContextFactory<LabDbContext> contexts, ArtifactStore artifacts, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var dropped = (await ReadAsync(db, cancel)).Dropped;
        await SettingStore.WriteAsync(db, Key, None, cancel);
        foreach (var hash in dropped) await artifacts.DropAsync(db, hash, cancel);
        await transaction.CommitAsync(cancel);
    }
}
