using System.Security.Cryptography;

namespace LabPortal.Worker.Headless;

/// <summary>The text files that the user named, found again by the hash under which specs know them.</summary>
internal sealed class CorpusFiles(IEnumerable<FileInfo> files)
{
    private readonly Dictionary<string, string> _paths = files.ToDictionary(Hash, file => file.FullName);

    public string? Find(string hash) => _paths.GetValueOrDefault(hash);

    private static string Hash(FileInfo file)
    {
        using var stream = file.OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
