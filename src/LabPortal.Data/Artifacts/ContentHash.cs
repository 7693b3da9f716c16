using System.Security.Cryptography;

namespace LabPortal.Data.Artifacts;

/// <summary>The SHA-256 of a content in lower-case hex: an artifact's name.</summary>
public static class ContentHash
{
    public static bool Is(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Where a folder keeps the file of this name.</summary>
    internal static string PathIn(string folder, string hash) => Path.Combine(folder, hash[..2], hash[2..]);

    public static async Task<string> OfAsync(string file, CancellationToken cancel = default)
    {
        await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 17, useAsync: true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel));
    }

    /// <summary>Copies a stream and says what went through.</summary>
    /// <param name="limit">More bytes than this are refused with <see cref="ArtifactTooLargeException"/>.</param>
    public static async Task<(string Hash, long Bytes)> CopyAsync(Stream from, Stream to, long limit = long.MaxValue, CancellationToken cancel = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 17];
        var bytes = 0L;
        for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0; bytes += read)
        {
            if (bytes + read > limit) throw new ArtifactTooLargeException(limit);
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }
}
