using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Artifacts;

/// <summary>Files known by the SHA-256 of their content. A file is there under its name only when it is whole: it is written
/// under another name, synced, and renamed.</summary>
public sealed class ArtifactStore(LabStorage storage, IDbContextFactory<LabDbContext> contexts, TimeProvider time)
{
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
        var part = await StageAsync(content, limit, cancel);
        try
        {
            return await KeepAsync(part, kind, cancel);
        }
        finally
        {
            File.Delete(part.Path);
        }
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

    internal sealed record Part(string Path, string Hash, long Bytes);

    /// <summary>Writes the content under a name of no consequence; the caller deletes it, kept or not.</summary>
    internal async Task<Part> StageAsync(Stream content, long limit, CancellationToken cancel)
    {
        var folder = Path.Combine(storage.ArtifactFolder, "incoming");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
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
            return new(path, Convert.ToHexStringLower(hash.GetHashAndReset()), file.Length);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Gives a staged file its name, also in place of a damaged one, and then its row.</summary>
    internal async Task<Artifact> KeepAsync(Part part, string kind, CancellationToken cancel)
    {
        var path = PathOf(part.Hash);
        if (!await VerifyAsync(part.Hash, cancel))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(part.Path, path, overwrite: true);
            FolderSync.Sync(Path.GetDirectoryName(path)!);
        }

        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var artifact = await db.Artifacts.SingleOrDefaultAsync(a => a.Hash == part.Hash, cancel);
        if (artifact is null)
        {
            artifact = new(part.Hash, part.Bytes, kind, time.GetUtcNow().UtcDateTime);
            db.Artifacts.Add(artifact);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        return artifact;
    }
}
