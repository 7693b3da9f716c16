using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using LabPortal.Data.Artifacts;

namespace LabPortal.Data.Backups;

/// <summary>A backup to be read. Nothing of it is believed before it was compared with the hashes of its manifest.</summary>
internal sealed class BackupFile : IDisposable
{
    private const long LargestManifest = 1L << 30;
    private readonly string _path;
    private readonly ZipArchive _zip;

    private BackupFile(string path, ZipArchive zip, BackupManifest manifest) => (_path, _zip, Manifest) = (path, zip, manifest);

    public BackupManifest Manifest { get; }

    /// <exception cref="LabDataException">It is no backup, or damaged, or of a newer version of the lab.</exception>
    public static BackupFile Open(string path)
    {
        ZipArchive? zip = null;
        try
        {
            if (!IsArchive(path)) throw NoBackup(path);
            zip = ZipFile.OpenRead(path);
            var backup = new BackupFile(path, zip, ReadManifest(path, zip));
            backup.CheckEntries();
            return backup;
        }
        catch (Exception error)
        {
            zip?.Dispose();
            throw error switch
            {
                LabDataException => error,
                FileNotFoundException or DirectoryNotFoundException => new LabDataException($"{path} does not exist: give the file that ./lab backup wrote.", error),
                UnauthorizedAccessException => new LabDataException($"{path} cannot be read: {error.Message}", error),
                _ => Damaged(path, "it is no complete archive", error),
            };
        }
    }

    /// <summary>Reads everything once.</summary>
    /// <exception cref="LabDataException">Something is not what the manifest says.</exception>
    public async Task VerifyAsync(CancellationToken cancel)
    {
        foreach (var entry in Manifest.Entries)
        {
            (string Hash, long Bytes) found;
            try
            {
                await using var content = await OpenAsync(entry.Name, cancel);
                found = await ContentHash.CopyAsync(content, Stream.Null, cancel: cancel);
            }
            catch (Exception error) when (error is InvalidDataException or IOException)
            {
                throw Damaged(_path, $"{entry.Name} cannot be read", error);
            }

            if (found != (entry.Sha256, entry.Bytes)) throw Damaged(_path, $"{entry.Name} is not what was backed up");
        }
    }

    public Task<Stream> OpenAsync(string entry, CancellationToken cancel) => _zip.GetEntry(entry)!.OpenAsync(cancel);

    public void Dispose() => _zip.Dispose();

    private static BackupManifest ReadManifest(string path, ZipArchive zip)
    {
        if (!zip.Comment.StartsWith(BackupManifest.CommentStart, StringComparison.Ordinal) || zip.GetEntry(BackupManifest.EntryName) is not { Length: < LargestManifest } entry)
            throw NoBackup(path);
        using var content = new MemoryStream();
        using (var stream = entry.Open()) stream.CopyTo(content);
        if (Convert.ToHexStringLower(SHA256.HashData(content.ToArray())) != zip.Comment[BackupManifest.CommentStart.Length..])
            throw Damaged(path, "its manifest is not what was written");
        var json = JsonDocument.Parse(content.ToArray()).RootElement;
        if (json.GetProperty("format").GetInt32() is var format && format > BackupManifest.CurrentFormat)
            throw new LabDataException($"{path} was made by a newer version of the lab (its format is {format}, this one reads {BackupManifest.CurrentFormat}): restore it with that version.");
        var manifest = json.Deserialize<BackupManifest>(JsonSerializerOptions.Web)!;
        if (!LabSchema.All.Contains(manifest.Schema))
            throw new LabDataException($"{path} was made by a newer version of the lab (its tables are those of {manifest.Schema}): restore it with that version.");
        return manifest;
    }

    private void CheckEntries()
    {
        var there = _zip.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
        if (Manifest.Entries.FirstOrDefault(entry => !there.Contains(entry.Name)) is { } lost) throw Damaged(_path, $"{lost.Name} is missing");
        if (there.Count != Manifest.Entries.Count + 1) throw Damaged(_path, "it has more in it than was backed up");
        if (Manifest.Entries.FirstOrDefault(entry => !IsKnown(entry)) is { } strange) throw Damaged(_path, $"{strange.Name} does not belong into it");
    }

    private bool IsKnown(BackupEntry entry) =>
        entry.Name == BackupEntry.ArtifactFolder + entry.Sha256
        || Manifest.Tables.Any(table => table.Entry == entry.Name)
        || entry.IsKey && entry.Name[BackupEntry.KeyFolder.Length..].All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.');

    private static bool IsArchive(string path)
    {
        using var file = File.OpenRead(path);
        return file.ReadByte() == 'P' && file.ReadByte() == 'K';
    }

    private static LabDataException NoBackup(string path) => new($"{path} is no backup of a lab: give the file that ./lab backup wrote.");

    private static LabDataException Damaged(string path, string what, Exception? inner = null) => new($"{path} is damaged ({what}): use another backup.", inner);
}
