using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LabPortal.Worker.Attempts;

/// <summary>
/// Entries in a file, each with its length and the first bytes of its SHA-256: what a killed process or a full disk left half written
/// is told from what is whole. Locked by the process that has it open, however that ends.
/// </summary>
internal sealed class SpoolFile : IDisposable
{
    private const int LengthBytes = 4, HashBytes = 8, HeadBytes = LengthBytes + HashBytes;

    private static readonly JsonSerializerOptions Settings = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, // metrics may be NaN
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly FileStream _file;

    /// <exception cref="IOException">Another process has it open, or the disk is full.</exception>
    public SpoolFile(string path) => _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);

    /// <summary>Behind the last whole entry that was read or written.</summary>
    public long End { get; private set; }

    /// <summary>Adds an entry after the last whole one; on return it is on the disk.</summary>
    /// <exception cref="IOException">The disk is full; nothing was added.</exception>
    public void Append<T>(T entry)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(entry, Settings);
        var record = new byte[HeadBytes + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(record, payload.Length);
        SHA256.HashData(payload).AsSpan(0, HashBytes).CopyTo(record.AsSpan(LengthBytes));
        payload.CopyTo(record, HeadBytes);
        _file.Position = End;
        _file.Write(record);
        _file.Flush(flushToDisk: true);
        End += record.Length;
    }

    /// <summary>Reads the entry at a place and moves the place behind it.</summary>
    /// <returns>False at the end, or where the rest is torn.</returns>
    public bool TryRead<T>(ref long place, [NotNullWhen(true)] out T? entry)
    {
        entry = default;
        Span<byte> head = stackalloc byte[HeadBytes];
        _file.Position = place;
        if (_file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length < 0 || length > _file.Length - _file.Position) return false;
        var payload = new byte[length];
        _file.ReadExactly(payload);
        if (!SHA256.HashData(payload).AsSpan(0, HashBytes).SequenceEqual(head[LengthBytes..])) return false;
        place = _file.Position;
        End = Math.Max(End, place);
        entry = JsonSerializer.Deserialize<T>(payload, Settings)!;
        return true;
    }

    /// <summary>Forgets what is behind a place.</summary>
    public void CutTo(long place)
    {
        _file.SetLength(place);
        End = place;
    }

    public void Dispose() => _file.Dispose();
}
