using System.Data.Common;
using LabPortal.Data.Artifacts;
using LabPortal.Data.Backups;
using LabPortal.Data.Experiments;
using LabPortal.Data.Postgres;
using LabPortal.Data.Queue;
using LabPortal.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data;

/// <summary>Brings the database into the shape this version needs, or says in one line why it cannot.</summary>
public sealed class LabDatabase(LabStorage storage, IDbContextFactory<LabDbContext> contexts, LabScheduler scheduler, ArtifactStore artifacts, TimeProvider time)
{
    private readonly SqliteFile? _file = storage.IsPostgres ? null : new(storage);

    /// <summary>A check reads every page, seconds a gigabyte: a larger file opens once all but its bulk is checked, and is checked
    /// whole with <see cref="CheckAsync"/> afterwards.</summary>
    internal long CheckedWholeBytes { get; init; } = 256L << 20;

    /// <summary>Whether <see cref="MigrateAsync"/> left the bulk of the file unchecked.</summary>
    public bool IsPartlyChecked { get; private set; }

    /// <summary>For the portal: creates, checks and migrates.</summary>
    /// <exception cref="LabDataException">Nothing was changed; the message says what is wrong.</exception>
    public async Task MigrateAsync(CancellationToken cancel = default)
    {
        CheckFolder();
        await GuardAsync(async () =>
        {
            await CheckIntegrityAsync(cancel);
            await using var db = await contexts.CreateDbContextAsync(cancel);
            if (await ExistsAsync(db, cancel))
            {
                await RefuseNewerAsync(db, cancel);
                await BackUpBeforeMigrationAsync(db, cancel);
            }

            await db.Database.MigrateAsync(cancel);
            await ArmOptionFill.RunAsync(db, cancel);
            if (_file is not null) await _file.TuneAsync(db, cancel);
            await scheduler.OpenAsync(cancel); // its tables
        });
        if (time is ServerClock clock) await clock.LookAsync();
        await artifacts.PrepareAsync(cancel);
    }

    /// <summary>For other processes: checks that the database is there and has this version's shape.</summary>
    public async Task OpenAsync(CancellationToken cancel = default)
    {
        if (_file is not null && !File.Exists(storage.DatabasePath))
            throw new LabDataException($"{storage.DatabasePath} does not exist: start the portal once, or check --data.");
        CheckFolder();
        await GuardAsync(async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await RefuseNewerAsync(db, cancel);
            if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
                throw new LabDataException($"{storage.Title} was made by an older version, or by no portal yet: start the portal once to migrate it.");
        });
        if (time is ServerClock clock) await clock.LookAsync();
        await artifacts.CheckAsync(cancel);
    }

    private void CheckFolder()
    {
        if (File.Exists(storage.RestoreMark))
            throw new LabDataException($"A restore into {storage.Folder} was broken off: run it again, or empty the folder.");
        try
        {
            Directory.CreateDirectory(storage.Folder);
            FolderProbe.Write(storage.Folder);
            if (_file is not null && File.Exists(storage.DatabasePath)) using (File.Open(storage.DatabasePath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite)) { }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LabDataException($"The data folder {storage.Folder} cannot be written: {error.Message}", error);
        }
    }

    /// <summary>Reads the whole file; a server checks its own pages as it reads them.</summary>
    /// <returns>What is wrong with it, in one line; null where nothing is.</returns>
    public async Task<string?> CheckAsync(CancellationToken cancel = default) => _file is null ? null : await _file.CheckAsync(withoutBulk: false, cancel);

    /// <summary>How large the database is.</summary>
    public async Task<long> BytesAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await Dialect.Of(db).BytesAsync(db, storage, cancel);
    }

    private async Task CheckIntegrityAsync(CancellationToken cancel)
    {
        IsPartlyChecked = _file is not null && File.Exists(storage.DatabasePath) && new FileInfo(storage.DatabasePath).Length > CheckedWholeBytes;
        if (_file is not null && await _file.CheckAsync(IsPartlyChecked, cancel) is { } damage) throw new LabDataException(damage);
    }

    // The first migration makes a database that is not there yet, where the user may.
    private async Task<bool> ExistsAsync(LabDbContext db, CancellationToken cancel) => _file is not null || await db.Database.CanConnectAsync(cancel);

    private async Task RefuseNewerAsync(LabDbContext db, CancellationToken cancel)
    {
        var known = db.Database.GetMigrations().ToHashSet();
        var newer = (await db.Database.GetAppliedMigrationsAsync(cancel)).FirstOrDefault(name => !known.Contains(name));
        if (newer is not null)
            throw new LabDataException($"{storage.Title} was made by a newer version of the lab (it has {newer}): use that version.");
    }

    // A migration rewrites tables; whoever must go back to the older version needs what it had.
    private async Task BackUpBeforeMigrationAsync(LabDbContext db, CancellationToken cancel)
    {
        if (!(await db.Database.GetAppliedMigrationsAsync(cancel)).Any()) return;
        if ((await db.Database.GetPendingMigrationsAsync(cancel)).FirstOrDefault() is not { } next) return;
        if (_file is not null) await _file.CopyAsync(db, $"{storage.DatabasePath}.before-{next}", cancel);
        else await BackupWriter.WriteTablesAsync(storage, Path.Combine(storage.Folder, $"before-{next}.labbackup"), TimeProvider.System, cancel);
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (DbException error)
        {
            throw new LabDataException($"{storage.Title} cannot be opened: {error.Message}", error);
        }
    }
}
