using System.Xml.Linq;

namespace LabPortal.Source.Tests;

/// <summary>The tree these tests read: found from the folder of the test assembly upwards.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> SourceFiles(string pattern, params string[] folders)
        => (folders.Length == 0 ? ["src", "tests", "wwwroot", "migrations"] : folders)
            .Select(folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Where(file => !file.Contains("/node_modules/") && !file.Contains("/obj/") && !file.Contains("/bin/"));

    public static string Name(string file) => Path.GetRelativePath(Root, file);

    public static IEnumerable<XElement> Items(string projectFile, string kind)
        => XDocument.Load(projectFile).Descendants(kind);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LabPortal.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("LabPortal.sln is in no folder above the tests.");
        return folder.FullName;
    }
}
