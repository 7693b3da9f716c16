using System.CommandLine;
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

    /// <summary><c>--corpus FILE</c>, any number of times.</summary>
    public static Option<FileInfo[]> Option() => new Option<FileInfo[]>("--corpus") { Description = "A text file that the specification names by its hash", HelpName = "FILE" }.AcceptExistingOnly();

    public string? Find(string hash) => _paths.GetValueOrDefault(hash);
}
