namespace LabPortal.Worker.Processes;

/// <summary>Who the kernel ends first when memory runs out.</summary>
internal static class Oom
{
    /// <summary>Offers this process: better one run than the node or the portal.</summary>
    public static void Prefer()
    {
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "500");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Not Linux, or not allowed: the kernel then chooses by size, which is most often this process anyway.
        }
    }
}
