using System.Globalization;

namespace LabPortal.Training.Running;

/// <summary>The most memory that this process has held at once, in bytes (VmHWM of proc(5)); 0 where the system does not tell.</summary>
public static class PeakMemory
{
    public static long Bytes => Read("/proc/self/status", "VmHWM:");

    /// <summary>A line of /proc that gives kilobytes, in bytes; 0 where there is none.</summary>
    internal static long Read(string file, string label)
    {
        if (File.Exists(file))
            foreach (var line in File.ReadLines(file))
                if (line.StartsWith(label, StringComparison.Ordinal))
                    return 1024 * long.Parse(line.AsSpan(label.Length).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
        return 0;
    }
}
