using System.Runtime.InteropServices;

namespace LabPortal.Chaos;

/// <summary>What ends a process, stops it where it stands, or lets it go on.</summary>
internal static partial class Signal
{
    public const int Kill = 9, Terminate = 15, Continue = 18, Stop = 19;

    /// <returns>False where there is no such process any more.</returns>
    public static bool Send(int process, int signal) => SendTo(process, signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendTo(int process, int signal);
}
