using LabPortal.Data.Artifacts;
using LabPortal.Data.Queue;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data;

/// <summary>Brings the database file into the shape this version needs, or says in one line why it cannot.</summary>
public sealed class LabDatabase(LabStorage storage, IDbContextFactory<LabDbContext> contexts, LabScheduler scheduler, ArtifactStore artifacts)
{
    /// <summary>For the process that owns the folder (the portal): creates, checks and migrates.</summary>
    /// <exception cref="LabDataException">Nothing was changed; the message says what is wrong.</exception>
    public async Task MigrateAsync(CancellationToken cancel = default)
    {
        CheckFolder();
        await GuardAsync(async () =>
        {
            await CheckIntegrityAsync(cancel);
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await RefuseNewerAsync(db, cancel);
            await BackUpBeforeMigrationAsync(db, cancel);
            await db.Database.MigrateAsync(cancel);
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancel);
            await scheduler.OpenAsync(cancel); // its tables
        });
        artifacts.SweepIncoming();
    }

    /// <summary>For other processes: checks that the database is there and has this version's shape.</summary>
    public async Task OpenAsync(CancellationToken cancel = default)
    {
        if (!File.Exists(storage.DatabasePath))
            throw new LabDataException($"{storage.DatabasePath} does not exist: start the portal once, or check --data.");
        CheckFolder();
        await GuardAsync(async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await RefuseNewerAsync(db, cancel);
            if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
                throw new LabDataException($"{storage.DatabasePath} was made by an older version: start the portal once to migrate it.");
        });
    }

    private void CheckFolder()
    {
        var probe = Path.Combine(storage.Folder, $".write-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(storage.Folder);
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            if (File.Exists(storage.DatabasePath)) using (File.Open(storage.DatabasePath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite)) { }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LabDataException($"The data folder {storage.Folder} cannot be written: {error.Message}", error);
        }
    }

    private async Task CheckIntegrityAsync(CancellationToken cancel)
    {
        await using var connection = await storage.ConnectAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        var answer = (string?)await command.ExecuteScalarAsync(cancel);
        if (answer != "ok") throw new LabDataException($"{storage.DatabasePath} is damaged ({answer}): restore it from a backup.");
    }

    private async Task RefuseNewerAsync(LabDbContext db, CancellationToken cancel)
    {
        var known = db.Database.GetMigrations().ToHashSet();
        var newer = (await db.Database.GetAppliedMigrationsAsync(cancel)).FirstOrDefault(name => !known.Contains(name));
        if (newer is not null)
            throw new LabDataException($"{storage.DatabasePath} was made by a newer version of the lab (it has {newer}): use that version.");
    }

    // A migration rewrites tables; whoever must go back to the older version needs what it had.
    private async Task BackUpBeforeMigrationAsync(LabDbContext db, CancellationToken cancel)
    {
        if (!(await db.Database.GetAppliedMigrationsAsync(cancel)).Any()) return;
        if ((await db.Database.GetPendingMigrationsAsync(cancel)).FirstOrDefault() is not { } next) return;
        var backup = $"{storage.DatabasePath}.before-{next}";
        var part = backup + ".part";
        File.Delete(part);
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {part}", cancel);
        File.Move(part, backup, overwrite: true);
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (SqliteException error)
        {
            throw new LabDataException($"{storage.DatabasePath} cannot be opened: {error.Message}", error);
        }
    }
}
