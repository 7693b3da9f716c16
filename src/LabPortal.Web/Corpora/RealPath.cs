namespace LabPortal.Web.Corpora;

/// <summary>Where a file or folder is once every link on the way is followed.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>Of an open file: on Linux the kernel knows, whatever has become of its path meanwhile.</summary>
    public static string Of(FileStream file, string path) => OperatingSystem.IsLinux()
        ? new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget ?? throw new IOException($"{path} has no place of its own.")
        : Of(path);

    /// <exception cref="IOException">The links go in a circle.</exception>
    public static string Of(string path) => Follow(path, MostLinks);

    private static string Follow(string path, int left)
    {
        if (left == 0) throw new IOException($"{path} has too many links on its way.");
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            real = new FileInfo(next).LinkTarget is { } target ? Follow(Path.GetFullPath(target, real), left - 1) : next;
        }

        return real;
    }
}
