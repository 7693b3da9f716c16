using LabPortal.Data.Artifacts;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Backups;

/// <summary>Writes one state of the lab into one file while portal and workers go on: all tables as they were at one moment, the
/// artifacts that they refer to, and the portal's keys.</summary>
public sealed class BackupWriter(
    LabStorage storage, IDbContextFactory<LabDbContext> contexts, ArtifactStore artifacts, TimeProvider time)
{
    private static readonly TimeSpan Renewal = ArtifactHold.Length / 5;

    /// <param name="file">Must not exist; is there only when it is whole.</param>
    /// <exception cref="LabDataException">Nothing was written; the message says why.</exception>
    public async Task<BackupReport> WriteAsync(string file, Action<string> progress, CancellationToken cancel = default)
    {
        if (File.Exists(file)) throw new LabDataException($"{file} exists already: choose another name, or move it away.");
        await ArtifactHold.TakeAsync(contexts, time, cancel);
        using var renewing = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var renewal = RenewAsync(renewing.Token);
        var part = file + ".part";
        try
        {
            BackupManifest manifest;
            await using (var stream = Create(part))
            {
                using (var archive = new BackupArchive(stream)) manifest = await WriteAsync(archive, progress, cancel);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, file);
            return BackupReport.Of(manifest, file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LabDataException($"The backup {file} cannot be written: {error.Message}", error);
        }
        finally
        {
            if (File.Exists(part)) File.Delete(part);
            await renewing.CancelAsync();
            await renewal;
            await ArtifactHold.EndAsync(contexts, artifacts, CancellationToken.None);
        }
    }

    /// <summary>Writes a database alone, in the shape that it has now: what a migration may need undone.</summary>
    internal static async Task WriteTablesAsync(LabStorage storage, string file, TimeProvider time, CancellationToken cancel)
    {
        await using var stream = Create(file);
        using var archive = new BackupArchive(stream);
        var (schema, tables, _) = await WriteTablesAsync(archive, LabDataServices.NewContext(storage), _ => { }, cancel);
        await archive.CompleteAsync(entries => Manifest(storage, schema, time, tables, entries) with { HasArtifacts = false }, cancel);
    }

    private async Task<BackupManifest> WriteAsync(BackupArchive archive, Action<string> progress, CancellationToken cancel)
    {
        var (schema, tables, wanted) = await WriteTablesAsync(archive, await contexts.CreateDbContextAsync(cancel), progress, cancel);
        var missing = await WriteArtifactsAsync(archive, wanted, progress, cancel);
        foreach (var key in Keys()) await archive.AddAsync(BackupEntry.KeyFolder + Path.GetFileName(key), key, cancel);
        return await archive.CompleteAsync(entries => Manifest(storage, schema, time, tables, entries) with { Missing = missing }, cancel);
    }

    private static BackupManifest Manifest(LabStorage storage, string schema, TimeProvider time, IReadOnlyList<BackupTable> tables, IReadOnlyList<BackupEntry> entries) => new(
        BackupManifest.CurrentFormat, schema, time.GetUtcNow().UtcDateTime, storage.IsPostgres ? "postgresql" : "sqlite", HasArtifacts: true, tables, entries);

    // All of them as they were at one moment.
    private static async Task<(string Schema, IReadOnlyList<BackupTable> Tables, IReadOnlyList<Artifact> Artifacts)> WriteTablesAsync(
        BackupArchive archive, LabDbContext db, Action<string> progress, CancellationToken cancel)
    {
        await using var disposed = db;
        await using var moment = await Dialect.Of(db).BeginReadAsync(db, cancel);
        var migration = (await db.Database.GetAppliedMigrationsAsync(cancel)).Last();
        var tables = new List<BackupTable>();
        foreach (var table in LabSchema.TablesAfter(db, migration)) tables.Add(await WriteAsync(archive, db, table, progress, cancel));
        return (LabSchema.NameOf(db, migration), tables, await db.Artifacts.AsNoTracking().OrderBy(artifact => artifact.Hash).ToListAsync(cancel));
    }

    private static async Task<BackupTable> WriteAsync(BackupArchive archive, LabDbContext db, LabTable table, Action<string> progress, CancellationToken cancel)
    {
        await using var command = table.Select(db);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = await archive.AddRowsAsync(BackupTable.EntryOf(table.Name), reader, table.Columns, cancel);
        if (rows > 0) progress($"{table.Name}: {rows} rows");
        return new(table.Name, rows, table.Columns);
    }

    // One that the lab itself has lost keeps nothing else from being saved.
    private async Task<List<string>> WriteArtifactsAsync(BackupArchive archive, IReadOnlyList<Artifact> wanted, Action<string> progress, CancellationToken cancel)
    {
        var (missing, written, at) = (new List<string>(), 0L, time.GetTimestamp());
        for (var i = 0; i < wanted.Count; i++)
        {
            if (await artifacts.FetchAsync(wanted[i].Hash, cancel) is not { } file)
            {
                missing.Add(wanted[i].Hash);
                continue;
            }

            await archive.AddAsync(BackupEntry.ArtifactFolder + wanted[i].Hash, file, cancel);
            written += wanted[i].Bytes;
            if (i != wanted.Count - 1 && time.GetElapsedTime(at) < TimeSpan.FromSeconds(2)) continue;
            at = time.GetTimestamp();
            progress($"artifacts: {i + 1} of {wanted.Count}, {written >> 20} MiB");
        }

        return missing;
    }

    private IEnumerable<string> Keys() => Directory.Exists(storage.KeyFolder) ? Directory.EnumerateFiles(storage.KeyFolder, "*.xml").Order(StringComparer.Ordinal) : [];

    // Whoever has the file can sign in as anybody: it is its owner's alone.
    private static FileStream Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(file, options);
    }

    private async Task RenewAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Renewal, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) await ArtifactHold.TakeAsync(contexts, time, stop);
        }
        catch (OperationCanceledException)
        {
            // The backup is over.
        }
    }
}
