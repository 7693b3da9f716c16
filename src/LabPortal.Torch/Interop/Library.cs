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

    /// <summary>Throws what the last failed call on this thread said.</summary>
    internal static void Throw() => throw new ExternalException(Marshal.PtrToStringUTF8((nint)lp_last_error()));

    internal static void Check(int failed)
    {
        if (failed != 0) Throw();
    }
}
