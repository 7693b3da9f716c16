using LabPortal.Data.Artifacts;
using LabPortal.Data.Experiments;
using LabPortal.Data.Runs;
using LabPortal.Data.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace LabPortal.Data.Backups;

/// <summary>
/// Makes a lab from a backup, in an empty folder and, on PostgreSQL, an empty database. The backup is read and compared with its hashes
/// before anything is written, the rows are one transaction, and a mark in the folder keeps everybody out until all of it is there.
/// </summary>
public sealed class LabRestore(LabStorage storage, IDbContextFactory<LabDbContext> contexts, ArtifactStore artifacts, TimeProvider time)
{
    /// <param name="place">Where the artifacts go (<see cref="ArtifactSettings"/>); null for the data folder.</param>
    /// <exception cref="LabDataException">Nothing was restored; the message says why.</exception>
    public async Task<BackupReport> RunAsync(string file, string? place, Action<string> progress, CancellationToken cancel = default)
    {
        using var backup = BackupFile.Open(file);
        progress($"checking {file}, made {backup.Manifest.At:u} from {backup.Manifest.Database}");
        await backup.VerifyAsync(cancel);
        var goal = artifacts.At(place);
        await goal.CheckAsync(cancel);
        Begin();
        try
        {
            await CheckDatabaseAsync(cancel);
            var upgraded = await UpgradeAsync(file, backup, progress, cancel);
            try
            {
                if (storage.IsPostgres && place is null) Directory.CreateDirectory(storage.ArtifactFolder);
                await RestoreArtifactsAsync(backup, goal, progress, cancel);
                await RestoreKeysAsync(backup, cancel);
                await RestoreTablesAsync(upgraded ?? backup, Setting(backup.Manifest, place), progress, cancel);
            }
            finally
            {
                upgraded?.Dispose();
            }
        }
        catch (Exception error)
        {
            Clear();
            if (error is LabDataException or OperationCanceledException) throw;
            throw new LabDataException($"The restore failed, and nothing is left of it: {error.GetBaseException().Message.ReplaceLineEndings(" ")}", error);
        }

        DeleteScratch();
        File.Delete(storage.RestoreMark);
        return BackupReport.Of(backup.Manifest, file);
    }

    private string Scratch => Path.Combine(storage.Folder, "restore-upgrade");

    private void Begin()
    {
        try
        {
            if (File.Exists(storage.RestoreMark)) Clear(); // of a restore that was killed
            if (File.Exists(storage.Folder) || Directory.Exists(storage.Folder) && Directory.EnumerateFileSystemEntries(storage.Folder).FirstOrDefault(entry => Path.GetFileName(entry) != "lost+found") is not null)
                throw new LabDataException($"{storage.Folder} is not empty: a restore goes into an empty folder. Choose another one with --data.");
            Directory.CreateDirectory(storage.Folder);
            File.WriteAllText(storage.RestoreMark, "A restore into this folder has begun and is not complete.\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LabDataException($"The data folder {storage.Folder} cannot be written: {error.Message}", error);
        }
    }

    // The folder was empty: all that is in it is the restore's.
    private void Clear()
    {
        foreach (var folder in Directory.EnumerateDirectories(storage.Folder).Where(folder => Path.GetFileName(folder) != "lost+found")) Directory.Delete(folder, recursive: true);
        foreach (var left in Directory.EnumerateFiles(storage.Folder).OrderBy(left => left == storage.RestoreMark)) File.Delete(left);
    }

    private async Task CheckDatabaseAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (!storage.IsPostgres || !await db.Database.CanConnectAsync(cancel) || (await db.Database.GetAppliedMigrationsAsync(cancel)).LastOrDefault() is not { } migration) return;
        if (!db.Database.GetMigrations().Contains(migration))
            throw new LabDataException($"{storage.Title} was made by a newer version of the lab: restore into an empty database.");
        await db.Database.OpenConnectionAsync(cancel);
        foreach (var table in LabSchema.TablesAfter(db, migration))
            if (!await table.IsEmptyAsync(db, cancel))
                throw new LabDataException($"{storage.Title} is not empty (its table {table.Name} has rows): restore into an empty database.");
    }

    /// <summary>A backup of an older version goes through a file of its own shape, which is migrated as it would have been.</summary>
    /// <returns>The same in today's shape; null where it has that.</returns>
    private async Task<BackupFile?> UpgradeAsync(string file, BackupFile backup, Action<string> progress, CancellationToken cancel)
    {
        if (backup.Manifest.Schema == LabSchema.All[^1]) return null;
        progress($"bringing the tables of {backup.Manifest.Schema} into today's shape");
        Directory.CreateDirectory(Scratch);
        var older = new LabStorage(Scratch);
        await using (var db = LabDataServices.NewContext(older))
        {
            await db.GetService<IMigrator>().MigrateAsync(backup.Manifest.Schema, cancel);
            await using (var transaction = await db.BeginWriteAsync(cancel))
            {
                await TableLoader.LoadAsync(db, backup, _ => { }, cancel);
                await transaction.CommitAsync(cancel);
            }

            await db.Database.MigrateAsync(cancel);
            await ArmOptionFill.RunAsync(db, cancel);
        }

        var upgraded = Path.Combine(Scratch, "upgraded.backup");
        await BackupWriter.WriteTablesAsync(older, upgraded, time, cancel);
        return BackupFile.Open(upgraded);
    }

    private async Task RestoreArtifactsAsync(BackupFile backup, IArtifactPlace place, Action<string> progress, CancellationToken cancel)
    {
        var wanted = backup.Manifest.Entries.Where(entry => entry.IsArtifact).ToList();
        var (at, bytes) = (time.GetTimestamp(), 0L);
        for (var i = 0; i < wanted.Count; i++)
        {
            await using (var content = await backup.OpenAsync(wanted[i].Name, cancel)) await ArtifactStore.ImportAsync(place, content, cancel);
            bytes += wanted[i].Bytes;
            if (i != wanted.Count - 1 && time.GetElapsedTime(at) < TimeSpan.FromSeconds(2)) continue;
            at = time.GetTimestamp();
            progress($"artifacts: {i + 1} of {wanted.Count}, {bytes >> 20} MiB");
        }
    }

    private async Task RestoreKeysAsync(BackupFile backup, CancellationToken cancel)
    {
        foreach (var key in backup.Manifest.Entries.Where(entry => entry.IsKey))
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(storage.KeyFolder);
            else Directory.CreateDirectory(storage.KeyFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await using var from = await backup.OpenAsync(key.Name, cancel);
            await using var to = File.Create(Path.Combine(storage.KeyFolder, key.Name[BackupEntry.KeyFolder.Length..]));
            await from.CopyToAsync(to, cancel);
        }
    }

    private async Task RestoreTablesAsync(BackupFile backup, ArtifactSettings? place, Action<string> progress, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Database.MigrateAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await TableLoader.LoadAsync(db, backup, progress, cancel);
        await db.Settings.Where(setting => setting.Key == ArtifactHold.Key).ExecuteDeleteAsync(cancel);
        if (place is not null) await SettingStore.WriteAsync(db, ArtifactSettings.Key, place, cancel);
        await InterruptAsync(db, backup.Manifest.At, cancel);
        await transaction.CommitAsync(cancel);
    }

    // Their workers went on in another lab.
    private async Task InterruptAsync(LabDbContext db, DateTime at, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var reason = $"The lab was restored from a backup of {at:u}, when this attempt was running.";
        foreach (var attempt in await db.Attempts.Include(attempt => attempt.Run).Where(attempt => attempt.EndedAt == null).ToListAsync(cancel))
        {
            attempt.End(AttemptOutcome.Interrupted, reason, now);
            if (attempt.Run!.State != RunState.Running) continue;
            attempt.Run.Interrupt(reason, lost: false);
            if (attempt.Run.CancelRequestedAt is null) attempt.Run.Queue(now);
            else attempt.Run.Cancel(now);
        }

        await db.SaveChangesAsync(cancel);
    }

    private ArtifactSettings? Setting(BackupManifest manifest, string? place) =>
        place is not null ? new(place)
        : !manifest.HasArtifacts ? null // they are where they were
        : new(storage.IsPostgres ? storage.ArtifactFolder : null);

    private void DeleteScratch()
    {
        if (Directory.Exists(Scratch)) Directory.Delete(Scratch, recursive: true);
    }
}
