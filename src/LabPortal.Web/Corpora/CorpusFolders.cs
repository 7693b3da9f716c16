using Microsoft.Extensions.Options;

namespace LabPortal.Web.Corpora;

/// <summary>The files on this machine that an administrator lets people add, and no others: what leads out of the folders is refused.</summary>
public sealed class CorpusFolders(IOptions<CorpusOptions> options)
{
    public const int MostListed = 500;

    private static readonly EnumerationOptions Plain = new()
    {
        RecurseSubdirectories = true, MaxRecursionDepth = 5, IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden | FileAttributes.System,
    };

    public IReadOnlyList<string> Allowed => options.Value.Folders;

    /// <summary>The files that are there now: not hidden, no links, the first <see cref="MostListed"/>.</summary>
    public IReadOnlyList<ServerFile> List() => Allowed.Where(Directory.Exists)
        .SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles("*", Plain))
        .Take(MostListed)
        .Select(file => new ServerFile(file.FullName, file.Length, file.LastWriteTimeUtc))
        .OrderBy(file => file.Path, StringComparer.OrdinalIgnoreCase).ToList();

    /// <returns>The open file, or why it is not to be had.</returns>
    public (FileStream? File, string? Problem) Open(string path)
    {
        if (Allowed.Count == 0) return (null, "No folder of the server is allowed: have an administrator add one to CorpusOptions:Folders in appsettings.json.");
        var asked = Path.IsPathFullyQualified(path) ? Path.GetFullPath(path) : path;
        // One answer for what is not there and what is not allowed: which files a server has is not for everybody.
        var refusal = $"{path} is not in a folder that the administrator allowed ({string.Join(", ", Allowed)}), or not there: choose one of the listed files.";
        if (!IsInside(asked, Path.TrimEndingDirectorySeparator)) return (null, refusal);
        try
        {
            // Pipes and devices have no length, and opening one could wait for ever.
            if (new FileInfo(asked) is not { Exists: true } found || found.Length == 0 && found.LinkTarget is null)
                return (null, File.Exists(asked) ? $"{path} is empty: choose a file with text in it." : refusal);
            var file = File.OpenRead(asked);
            // What was opened counts, not what the path said a moment before.
            if (IsInside(RealPath.Of(file, asked), RealPath.Of)) return (file, null);
            file.Dispose();
            return (null, refusal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} cannot be read by the portal: make it readable for the user that runs it, or choose another file.");
        }
    }

    private bool IsInside(string path, Func<string, string> folderAs) => Allowed.Any(folder =>
        path.StartsWith(folderAs(Path.GetFullPath(folder)).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal));
}
