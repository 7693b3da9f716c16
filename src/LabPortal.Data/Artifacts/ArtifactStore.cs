using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Artifacts;

/// <summary>Files known by the SHA-256 of their content. A file is there under its name only when it is whole: it is written
/// under another name, synced, and renamed.</summary>
public sealed class ArtifactStore(LabStorage storage, IDbContextFactory<LabDbContext> contexts, TimeProvider time) : IDisposable
{
    private readonly Staging _staging = new(Incoming(storage));

    /// <summary>Where the artifact's file is. Give it a hash that came out of the database or passed <see cref="IsHash"/>.</summary>
    public string PathOf(string hash)
    {
        if (!IsHash(hash)) throw new ArgumentException("An artifact is named by a SHA-256 in lower-case hex.", nameof(hash));
        return Path.Combine(storage.ArtifactFolder, hash[..2], hash[2..]);
    }

    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

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

    /// <summary>Opens an artifact; null where there is none. Its length is checked, its content not: see <see cref="VerifyAsync"/>.</summary>
    public async Task<FileStream?> OpenAsync(string hash, CancellationToken cancel = default)
    {
        if (!IsHash(hash) || await FindAsync(hash, cancel) is not { } artifact) return null;
        var path = PathOf(hash);
        return File.Exists(path) && new FileInfo(path).Length == artifact.Bytes ? File.OpenRead(path) : null;
    }

    /// <summary>Whether the artifact is there and its content is what its name says.</summary>
    public async Task<bool> VerifyAsync(string hash, CancellationToken cancel = default)
    {
        if (!IsHash(hash) || !File.Exists(PathOf(hash))) return false;
        await using var content = File.OpenRead(PathOf(hash));
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) == hash;
    }

    public async Task<Artifact?> FindAsync(string hash, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Artifacts.AsNoTracking().SingleOrDefaultAsync(a => a.Hash == hash, cancel);
    }

    /// <summary>Writes the content under a name of no consequence. Disposing of it deletes what was not placed.</summary>
    internal async Task<StagedFile> StageAsync(Stream content, long limit, CancellationToken cancel)
    {
        var path = _staging.NewFile();
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            var buffer = new byte[1 << 17];
            for (int read; (read = await content.ReadAsync(buffer, cancel)) > 0;)
            {
                if (file.Length + read > limit) throw new ArtifactTooLargeException(limit);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }

            file.Flush(flushToDisk: true);
            var name = Convert.ToHexStringLower(hash.GetHashAndReset());
            return new(path, name, file.Length, IsThere: await VerifyAsync(name, cancel));
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
        var path = PathOf(staged.Hash);
        if (!staged.IsThere || !File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(staged.Path, path, overwrite: true);
            FolderSync.Sync(Path.GetDirectoryName(path)!);
        }

        var artifact = await db.Artifacts.SingleOrDefaultAsync(a => a.Hash == staged.Hash, cancel);
        if (artifact is null) db.Artifacts.Add(artifact = new(staged.Hash, staged.Bytes, kind, time.GetUtcNow().UtcDateTime));
        return artifact;
    }

    /// <summary>Deletes what processes that were killed left half written.</summary>
    internal void SweepIncoming() => Staging.Sweep(Incoming(storage));

    /// <summary>Deletes an artifact that nothing refers to any more. The context holds the write lock.</summary>
    internal async Task DropAsync(LabDbContext db, string hash, CancellationToken cancel)
    {
        if (await db.Checkpoints.AnyAsync(c => c.ArtifactHash == hash, cancel) || await db.Corpora.AnyAsync(c => c.Hash == hash, cancel)) return;
        await db.Artifacts.Where(a => a.Hash == hash).ExecuteDeleteAsync(cancel);
        File.Delete(PathOf(hash));
    }

    public void Dispose() => _staging.Dispose();

    private static string Incoming(LabStorage storage) => Path.Combine(storage.ArtifactFolder, "incoming");
}
