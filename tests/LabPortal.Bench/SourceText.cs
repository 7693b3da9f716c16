using System.Security.Cryptography;
using System.Text;

namespace LabPortal.Bench;

/// <summary>A file of this repository's own sources, one after another: real text that is always at hand.</summary>
internal sealed class SourceText
{
    public SourceText(string folder)
    {
        Path = System.IO.Path.Combine(folder, "sources.txt");
        File.WriteAllText(Path, string.Concat(Files().Order(StringComparer.Ordinal).Select(File.ReadAllText)), new UTF8Encoding(false));
        Hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path)));
    }

    public string Path { get; }

    public string Hash { get; }

    private static IEnumerable<string> Files()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(root.FullName, "LabPortal.sln")))
            root = root.Parent ?? throw new InvalidOperationException("The benchmark runs outside its repository, whose sources are its text.");
        return Directory.EnumerateFiles(System.IO.Path.Combine(root.FullName, "src"), "*.cs", SearchOption.AllDirectories);
    }
}
