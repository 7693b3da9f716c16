namespace LabPortal.Chaos;

/// <summary>What /proc tells of processes.</summary>
internal static class ProcessTree
{
    public static IReadOnlyList<int> ChildrenOf(int parent) =>
        [.. Directory.EnumerateDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0).Where(id => id > 0 && ParentOf(id) == parent)];

    /// <summary>A process and all below it, itself first.</summary>
    public static IReadOnlyList<int> Of(int root) => [root, .. ChildrenOf(root).SelectMany(Of)];

    /// <summary>The children of a worker that have an attempt: each keeps a spool open.</summary>
    public static IReadOnlyList<int> TrainingOf(int worker) => [.. ChildrenOf(worker).Where(child => OpenFiles(child).Any(file => file.EndsWith("/spool", StringComparison.Ordinal)))];

    /// <summary>Ends what runs the lab's programs below a process; a database server ends by itself, in good order, when its starter is gone.</summary>
    public static void KillOwnBelow(int root)
    {
        foreach (var process in Of(root).Skip(1).Where(id => new FileInfo($"/proc/{id}/exe").LinkTarget?.Contains("/LabPortal.", StringComparison.Ordinal) == true))
            Signal.Send(process, Signal.Kill);
    }

    private static IEnumerable<string> OpenFiles(int process)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{process}/fd").Select(file => new FileInfo(file).LinkTarget ?? "").ToList();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static int ParentOf(int process)
    {
        try
        {
            // What follows the program's name, which may have spaces in it: its state, then its parent.
            return int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].TrimStart().Split(' ')[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
