using LabPortal.Data.Artifacts;
using LabPortal.Data.Experiments;
using LabPortal.Data.Queue;
using LabPortal.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data;

/// <summary>Brings the database file into the shape this version needs, or says in one line why it cannot.</summary>
public sealed class LabDatabase(LabStorage storage, IDbContextFactory<LabDbContext> contexts, LabScheduler scheduler, ArtifactStore artifacts)
{
    // What grows with every step and every metric of every run. Damage there costs curves; damage elsewhere costs the lab.
    private static readonly string[] Bulk = ["MetricChunks", "MetricSeries", "LogLines", "Samples", "ProbeResults"];

    /// <summary>A check reads every page, seconds a gigabyte: a larger file opens once all but its bulk is checked, and is checked
    /// whole with <see cref="CheckAsync"/> afterwards.</summary>
    internal long CheckedWholeBytes { get; init; } = 256L << 20;

    /// <summary>Whether <see cref="MigrateAsync"/> left the bulk of the file unchecked.</summary>
    public bool IsPartlyChecked { get; private set; }

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
            await ArmOptionFill.RunAsync(db, cancel);
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancel);
            // So that the planner sorts runs by a metric along that metric's own stretch of the index: three times quicker.
            await db.Database.ExecuteSqlRawAsync("PRAGMA analysis_limit = 1000; ANALYZE \"MetricSeries\"", cancel);
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

    /// <summary>Reads the whole file.</summary>
    /// <returns>What is wrong with it, in one line; null where nothing is.</returns>
    public async Task<string?> CheckAsync(CancellationToken cancel = default)
    {
        await using var connection = await storage.ConnectAsync(cancel);
        return await DamageAsync(connection, "PRAGMA quick_check(1)", cancel);
    }

    private async Task CheckIntegrityAsync(CancellationToken cancel)
    {
        IsPartlyChecked = File.Exists(storage.DatabasePath) && new FileInfo(storage.DatabasePath).Length > CheckedWholeBytes;
        if (await (IsPartlyChecked ? CheckWithoutBulkAsync(cancel) : CheckAsync(cancel)) is { } damage) throw new LabDataException(damage);
    }

    private async Task<string?> CheckWithoutBulkAsync(CancellationToken cancel)
    {
        await using var connection = await storage.ConnectAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        var tables = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync(cancel))
            while (await reader.ReadAsync(cancel)) tables.Add(reader.GetString(0));
        foreach (var table in tables.Except(Bulk))
            if (await DamageAsync(connection, $"PRAGMA quick_check(\"{table}\")", cancel) is { } damage) return damage;
        return null;
    }

    private async Task<string?> DamageAsync(LabSqliteConnection connection, string check, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = check;
        return (string?)await command.ExecuteScalarAsync(cancel) is var answer and not "ok"
            ? $"{storage.DatabasePath} is damaged ({answer?.ReplaceLineEndings(" ")}): restore it from a backup."
            : null;
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
