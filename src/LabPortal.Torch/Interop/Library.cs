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
        LetIdleThreadsSleep();
        var beside = Path.Combine(AppContext.BaseDirectory, "libLabPortalTorch.so");
        var file = File.Exists(beside) ? beside : Path.Combine(Path.GetDirectoryName(assembly.Location) ?? "", "libLabPortalTorch.so");
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

    // libgomp reads this when it is loaded. Its threads otherwise spin while they wait for each other, which on a
    // machine that does anything else made a training step of 50 ms take a second. What the user has set stays.
    private static void LetIdleThreadsSleep()
    {
        fixed (byte* name = "OMP_WAIT_POLICY\0"u8, value = "passive\0"u8) _ = setenv(name, value, 0);
    }

    [DllImport("libc")] private static extern int setenv(byte* name, byte* value, int overwrite);

    /// <summary>Throws what the last failed call on this thread said.</summary>
    internal static void Throw() => throw new ExternalException(Marshal.PtrToStringUTF8((nint)lp_last_error()));

    internal static void Check(int failed)
    {
        if (failed != 0) Throw();
    }
}
