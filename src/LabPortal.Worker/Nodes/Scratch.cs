using LabPortal.Worker.Attempts;

namespace LabPortal.Worker.Nodes;

/// <summary>Where attempts keep checkpoints and records that the lab does not have yet: one folder each.</summary>
internal static class Scratch
{
    // A warm-up takes seconds; older ones were killed.
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(10);

    public static string For(string dataFolder, Guid attempt) => Path.Combine(Root(dataFolder), attempt.ToString());

    /// <summary>The folders of attempts, of this process and of others.</summary>
    public static IReadOnlyList<string> OfAttempts(string dataFolder) =>
        Directory.Exists(Root(dataFolder)) ? [.. Directory.EnumerateDirectories(Root(dataFolder)).Where(Spool.IsIn)] : [];

    /// <summary>Removes what killed processes left that no attempt needs.</summary>
    public static void Clear(string dataFolder)
    {
        if (!Directory.Exists(Root(dataFolder))) return;
        foreach (var folder in Directory.EnumerateDirectories(Root(dataFolder)))
            if (!Spool.IsIn(folder) && DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder) > Stale)
                Directory.Delete(folder, recursive: true);
    }

    private static string Root(string dataFolder) => Path.Combine(dataFolder, "scratch");
}
