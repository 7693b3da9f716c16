using System.Diagnostics;
using System.Globalization;

namespace LabPortal.Chaos;

/// <summary>A wall clock that can be set, for this process and all that it starts, or for one worker alone: a library that is preloaded.</summary>
internal static class ShiftedClock
{
    private const string File = "LAB_CLOCK_SHIFT", Preload = "LD_PRELOAD";

    private const UnixFileMode OpenToAll = (UnixFileMode)0b111_101_101;

    /// <summary>Whether this process sees it.</summary>
    public static bool IsOn => Environment.GetEnvironmentVariable(File) is not null;

    /// <summary>Starts this program again so that it does, and returns its exit code.</summary>
    public static async Task<int> RunAgainAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("lab-chaos-clock-").FullName;
        try
        {
            if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("Faults are injected on Linux only.");
            System.IO.File.SetUnixFileMode(folder, OpenToAll); // a database server runs as another user
            var library = Path.Combine(folder, "clock-shift.so");
            using (var compiler = Process.Start("cc", ["-shared", "-fPIC", "-O1", "-o", library, Path.Combine(AppContext.BaseDirectory, "ClockShift.c")])) await compiler.WaitForExitAsync();
            var start = new ProcessStartInfo(Environment.ProcessPath!, args) { UseShellExecute = false };
            foreach (var (name, value) in Of(Path.Combine(folder, "all"), library)) start.Environment[name] = value;
            using var again = Process.Start(start)!;
            await again.WaitForExitAsync();
            return again.ExitCode;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What a process must be told, to have a clock of its own.</summary>
    public static IReadOnlyDictionary<string, string> Of(string file) => Of(file, Environment.GetEnvironmentVariable(Preload)!);

    /// <summary>Sets the clock of all processes, or of those with this file.</summary>
    public static void Set(TimeSpan shift, string? file = null) => Write(file ?? Environment.GetEnvironmentVariable(File)!, shift);

    private static Dictionary<string, string> Of(string file, string library)
    {
        Write(file, TimeSpan.Zero);
        return new() { [File] = file, [Preload] = library };
    }

    // Renamed into place: a reader never sees a number that is half written.
    private static void Write(string file, TimeSpan shift)
    {
        System.IO.File.WriteAllText(file + ".new", ((long)shift.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        System.IO.File.Move(file + ".new", file, overwrite: true);
    }
}
