using System.Collections.Concurrent;
using LabPortal.Data.Settings;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Artifacts;

/// <summary>Files known by the SHA-256 of their content, in a folder or a bucket (<see cref="ArtifactSettings"/>).</summary>
public sealed class ArtifactStore(LabStorage storage, IDbContextFactory<LabDbContext> contexts, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<IArtifactPlace>> _places = [];

    public static bool IsHash(string text) => ContentHash.Is(text);

    /// <summary>A file of this machine with the artifact's content, checked against its hash; null where it is missing or damaged.</summary>
    /// <exception cref="IOException">The place of the artifacts cannot be reached.</exception>
    public async Task<string?> FetchAsync(string hash, CancellationToken cancel = default) =>
        IsHash(hash) ? await (await PlaceAsync(cancel)).FindAsync(hash, verified: true, cancel) : null;

    /// <summary>Keeps what a stream holds.</summary>
    /// <param name="limit">More bytes than this are refused with <see cref="ArtifactTooLargeException"/>, and nothing is kept.</param>
    public async Task<Artifact> PutAsync(Stream content, string kind, long limit = long.MaxValue, CancellationToken cancel = default)
    {
        using var staged = await StageAsync(content, limit, cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var artifact = await PlaceAsync(db, staged, kind, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return artifact;
    }

    /// <summary>Keeps a copy of a file.</summary>
    public async Task<Artifact> PutFileAsync(string file, string kind, CancellationToken cancel = default)
    {
        await using var content = File.OpenRead(file);
        return await PutAsync(content, kind, cancel: cancel);
    }

    /// <summary>Opens an artifact; null where there is none. Its length is checked, its content not always: see <see cref="FetchAsync"/>.
    /// Stays readable when the artifact is dropped meanwhile.</summary>
    public async Task<FileStream?> OpenAsync(string hash, CancellationToken cancel = default)
    {
        if (!IsHash(hash) || await FindAsync(hash, cancel) is not { } artifact) return null;
        if (await (await PlaceAsync(cancel)).FindAsync(hash, verified: false, cancel) is not { } path || new FileInfo(path).Length != artifact.Bytes) return null;
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
    }

    /// <summary>Whether the artifact is there and its content is what its name says.</summary>
    public async Task<bool> VerifyAsync(string hash, CancellationToken cancel = default) => await FetchAsync(hash, cancel) is not null;

    public async Task<Artifact?> FindAsync(string hash, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Artifacts.AsNoTracking().SingleOrDefaultAsync(a => a.Hash == hash, cancel);
    }

    /// <summary>For the process that owns the data folder: sees that the artifacts have a place that every machine can find, and
    /// deletes what killed processes left half written.</summary>
    /// <exception cref="LabDataException">The place cannot be used.</exception>
    internal async Task PrepareAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (storage.IsPostgres && (await SettingAsync(db, cancel)).Place is null)
        {
            Directory.CreateDirectory(storage.ArtifactFolder);
            await new SettingStore(contexts).WriteAsync(ArtifactSettings.Key, new ArtifactSettings(storage.ArtifactFolder), cancel);
        }

        var place = await PlaceAsync(db, cancel);
        await place.CheckAsync(cancel);
        place.Sweep();
        if (await ArtifactHold.ReadAsync(db, cancel) is { Dropped.Count: > 0 } left && left.Until <= time.GetUtcNow().UtcDateTime)
            await ArtifactHold.EndAsync(contexts, this, cancel);
    }

    /// <exception cref="LabDataException">This machine cannot use the place of the artifacts.</exception>
    internal async Task CheckAsync(CancellationToken cancel) => await (await PlaceAsync(cancel)).CheckAsync(cancel);

    /// <summary>Writes the content under a name of no consequence. Disposing of it deletes what was not placed.</summary>
    internal async Task<StagedFile> StageAsync(Stream content, long limit, CancellationToken cancel) => await StageAsync(await PlaceAsync(cancel), content, limit, cancel);

    /// <summary>Puts a content where the row that it belongs to is going to be looked for.</summary>
    internal static async Task ImportAsync(IArtifactPlace place, Stream content, CancellationToken cancel)
    {
        using var staged = await StageAsync(place, content, long.MaxValue, cancel);
        await place.KeepAsync(staged, cancel);
    }

    private static async Task<StagedFile> StageAsync(IArtifactPlace place, Stream content, long limit, CancellationToken cancel)
    {
        var path = place.NewFile();
        try
        {
            StagedFile staged;
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                var (hash, bytes) = await ContentHash.CopyAsync(content, file, limit, cancel);
                file.Flush(flushToDisk: true);
                staged = new(path, hash, bytes, IsThere: false);
            }

            return staged with { IsThere = await place.SendAsync(staged, cancel) };
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Gives a staged file its name, also in place of a damaged one, and a row that the caller saves. The context holds
    /// the write lock: nobody can drop the same content meanwhile.</summary>
    internal async Task<Artifact> PlaceAsync(LabDbContext db, StagedFile staged, string kind, CancellationToken cancel)
    {
        await (await PlaceAsync(db, cancel)).KeepAsync(staged, cancel);
        var artifact = await db.Artifacts.SingleOrDefaultAsync(a => a.Hash == staged.Hash, cancel);
        if (artifact is null) db.Artifacts.Add(artifact = new(staged.Hash, staged.Bytes, kind, time.GetUtcNow().UtcDateTime));
        return artifact;
    }

    /// <summary>Deletes an artifact that nothing refers to any more. The context holds the write lock.</summary>
    /// <returns>How many bytes it freed.</returns>
    internal async Task<long> DropAsync(LabDbContext db, string hash, CancellationToken cancel)
    {
        if (await db.Checkpoints.AnyAsync(c => c.ArtifactHash == hash, cancel) || await db.Corpora.AnyAsync(c => c.Hash == hash, cancel)) return 0;
        await db.Artifacts.Where(a => a.Hash == hash).ExecuteDeleteAsync(cancel);
        var hold = await ArtifactHold.ReadAsync(db, cancel);
        if (hold.Until <= time.GetUtcNow().UtcDateTime) return await (await PlaceAsync(db, cancel)).DropAsync(hash, cancel);
        await SettingStore.WriteAsync(db, ArtifactHold.Key, hold with { Dropped = [.. hold.Dropped, hash] }, cancel);
        return 0;
    }

    /// <summary>The place that the setting names.</summary>
    internal async Task<IArtifactPlace> PlaceAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await PlaceAsync(db, cancel);
    }

    internal async Task<IArtifactPlace> PlaceAsync(LabDbContext db, CancellationToken cancel) => At((await SettingAsync(db, cancel)).Place);

    /// <param name="place">As in <see cref="ArtifactSettings"/>.</param>
    internal IArtifactPlace At(string? place) => _places.GetOrAdd(place ?? "", text => new(() => Open(text))).Value;

    public void Dispose()
    {
        foreach (var place in _places.Values.Where(place => place.IsValueCreated)) place.Value.Dispose();
    }

    private IArtifactPlace Open(string place) => place switch
    {
        "" => new FolderPlace(storage.ArtifactFolder, isShared: false),
        _ when place.StartsWith(S3Address.Scheme, StringComparison.Ordinal) => new S3Place(S3Address.Parse(place), Path.Combine(storage.Folder, "cache"), time),
        _ when Path.IsPathFullyQualified(place) => new FolderPlace(place, isShared: true),
        _ => throw new LabDataException($"The artifacts' place {place} is neither a full path, such as /srv/lab/artifacts, nor an address such as s3://bucket/prefix."),
    };

    private static Task<ArtifactSettings> SettingAsync(LabDbContext db, CancellationToken cancel) =>
        SettingStore.ReadAsync(db, ArtifactSettings.Key, ArtifactSettings.Default, cancel);
}
