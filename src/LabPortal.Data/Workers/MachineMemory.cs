using System.Globalization;

namespace LabPortal.Data.Workers;

/// <summary>What this machine has left, which is where the worker that the portal starts trains.</summary>
public static class MachineMemory
{
    private const string MemoryInfo = "/proc/meminfo", Label = "MemAvailable:";

    /// <summary>Bytes that can be taken without swapping; null where the system does not say.</summary>
    public static long? Free() => OperatingSystem.IsLinux() && Available(File.ReadLines(MemoryInfo)) is { } available
        // A container's limit; the system tells of the whole machine.
        ? Math.Min(available, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
        : null;

    public static long? Available(IEnumerable<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal)) is { } line
        && long.TryParse(line[Label.Length..].Replace("kB", ""), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var kilobytes)
            ? kilobytes * 1024
            : null;
}
