namespace LabPortal.Worker.Processes;

/// <summary>What an exit code says about the way a process died.</summary>
internal static class Deaths
{
    private const int BySignal = 128, Abort = 6, Bus = 7, Kill = 9, Segment = 11;

    public static bool WasKilled(int exitCode) => exitCode == BySignal + Kill;

    /// <summary>A crash of native code repeats itself: another attempt would only crash again.</summary>
    public static bool Crashed(int exitCode) => exitCode is BySignal + Abort or BySignal + Bus or BySignal + Segment;

    /// <summary>How many processes the kernel has killed for want of memory, here and in this control group.</summary>
    public static long OutOfMemoryKills()
        => Count("/sys/fs/cgroup/memory.events") + Count("/proc/vmstat");

    private static long Count(string file)
    {
        try
        {
            var line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith("oom_kill ", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line["oom_kill ".Length..]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
