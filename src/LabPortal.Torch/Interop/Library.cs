using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace LabPortal.Torch.Interop;

internal static unsafe partial class Native
{
    internal const string Library = "LabPortalTorch";

    static Native() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;
        var beside = Path.Combine(AppContext.BaseDirectory, "libLabPortalTorch.so");
        var file = File.Exists(beside) ? beside : Path.Combine(Path.GetDirectoryName(assembly.Location) ?? "", "libLabPortalTorch.so");
        // libgomp's threads spin for milliseconds between two operations before they sleep. On a busy machine the spinning takes
        // the core that the other thread needs (measured: 60 steps on two threads took 34 s of CPU time, and 5.5 s with this).
        // libgomp reads it once, when it is loaded; what the user has set stays.
        if (OperatingSystem.IsLinux()) _ = SetEnvironment("GOMP_SPINCOUNT", "1000", overwrite: 0);
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (DllNotFoundException e)
        {
            throw new DllNotFoundException(
                File.Exists(file)
                    ? $"libtorch could not be loaded ({e.Message.Split('\n')[0]}). Install it: apt-get install --no-install-recommends libtorch-dev libopenblas0-openmp; " +
                      "or, if this program was built with LIBTORCH set, put that libtorch back and rebuild."
                    : $"{file} is missing: rebuild LabPortal.Torch (it compiles the library; that needs the packages g++ and libtorch-dev).", e);
        }
    }

    // .NET's own Environment.SetEnvironmentVariable does not reach native code.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    /// <summary>Throws what the last failed call on this thread said.</summary>
    internal static void Throw() => throw new ExternalException(Marshal.PtrToStringUTF8((nint)lp_last_error()));

    internal static void Check(int failed)
    {
        if (failed != 0) Throw();
    }
}
