using System.Runtime.InteropServices;

namespace LabPortal.Worker.Tests;

/// <summary>What a terminal, a service manager or <c>kill -9</c> sends to a process.</summary>
internal sealed partial record Signal(int Number)
{
    public static readonly Signal Kill = new(9), Terminate = new(15);

    public static void Send(int process, Signal signal) => Assert.Equal(0, SendTo(process, signal.Number));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendTo(int process, int signal);
}
