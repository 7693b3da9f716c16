using System.Runtime.InteropServices;

namespace LabPortal.Worker.Processes;

/// <summary>Work that others on the machine should not notice.</summary>
internal static partial class LowPriority
{
    // A quarter of a core that others want: work that somebody comes to wait for must still get on.
    private const int OneThread = 0, Caller = 0, Nice = 5;

    // With a GPU, libtorch starts threads of its own at the first backward pass: they would inherit the priority and keep it.
    private static bool HasGpu => File.Exists("/dev/nvidiactl");

    /// <summary>Runs on a thread of its own, which ends with the work: without privileges no thread gets its priority back.</summary>
    public static Task RunAsync(string name, Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            // Linux keeps a priority for each thread; .NET's own Thread.Priority does nothing there.
            if (OperatingSystem.IsLinux() && !HasGpu) Lower(Caller);
            try
            {
                work();
                done.SetResult();
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        }) { IsBackground = true, Name = name };
        thread.Start();
        return done.Task;
    }

    /// <summary>Gives the whole process what is left over by others. Threads that start later inherit it.</summary>
    public static void TakeForThisProcess()
    {
        if (!OperatingSystem.IsLinux()) return;
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
            Lower(int.Parse(Path.GetFileName(thread)));
    }

    private static void Lower(int thread) => _ = SetPriority(OneThread, thread, GetPriority(OneThread, thread) + Nice);

    [LibraryImport("libc", EntryPoint = "getpriority")]
    private static partial int GetPriority(int which, int who);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
