using System.Security.Cryptography;

namespace LabPortal.Worker.Headless;

/// <summary>The text files that the user named, found again by the hash under which specs know them.</summary>
internal sealed class CorpusFiles
{
    private readonly Dictionary<string, string> _paths = [];

    public CorpusFiles(IEnumerable<FileInfo> files)
    {
        foreach (var file in files)
        {
            using var content = file.OpenRead();
            _paths[Convert.ToHexStringLower(SHA256.HashData(content))] = file.FullName;
        }
    }

    public string? Find(string hash) => _paths.GetValueOrDefault(hash);
}
