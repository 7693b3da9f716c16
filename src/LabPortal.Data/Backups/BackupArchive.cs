using System.Buffers;
using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using LabPortal.Data.Artifacts;

namespace LabPortal.Data.Backups;

/// <summary>A backup's file on its way: a zip archive, each entry of which is hashed as it is written.</summary>
internal sealed class BackupArchive(Stream file) : IDisposable
{
    private const int Flush = 1 << 16;
    private readonly ZipArchive _zip = new(file, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<BackupEntry> _entries = [];

    /// <summary>Adds a file as it is; networks and texts that training made do not get smaller.</summary>
    public async Task AddAsync(string name, string path, CancellationToken cancel)
    {
        await using var from = File.OpenRead(path);
        await using var to = await _zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancel);
        var (hash, bytes) = await ContentHash.CopyAsync(from, to, cancel: cancel);
        _entries.Add(new(name, bytes, hash));
    }

    /// <summary>Adds what a reader gives, a line a row.</summary>
    public async Task<long> AddRowsAsync(string name, DbDataReader reader, IReadOnlyList<TableColumn> columns, CancellationToken cancel)
    {
        await using var to = await _zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancel);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>(Flush);
        await using var json = new Utf8JsonWriter(buffer);
        var (rows, bytes) = (0L, 0L);
        while (await reader.ReadAsync(cancel))
        {
            RowText.Write(json, reader, columns);
            json.Reset();
            buffer.Write("\n"u8);
            rows++;
            if (buffer.WrittenCount >= Flush) await EmptyAsync();
        }

        await EmptyAsync();
        _entries.Add(new(name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset())));
        return rows;

        async Task EmptyAsync()
        {
            hash.AppendData(buffer.WrittenSpan);
            bytes += buffer.WrittenCount;
            await to.WriteAsync(buffer.WrittenMemory, cancel);
            buffer.ResetWrittenCount();
        }
    }

    /// <summary>Writes the manifest, which closes the file.</summary>
    public async Task<BackupManifest> CompleteAsync(Func<IReadOnlyList<BackupEntry>, BackupManifest> describe, CancellationToken cancel)
    {
        var manifest = describe(_entries);
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, JsonSerializerOptions.Web);
        await using (var to = await _zip.CreateEntry(BackupManifest.EntryName, CompressionLevel.Optimal).OpenAsync(cancel)) await to.WriteAsync(json, cancel);
        _zip.Comment = BackupManifest.CommentStart + Convert.ToHexStringLower(SHA256.HashData(json));
        return manifest;
    }

    public void Dispose() => _zip.Dispose();
}
