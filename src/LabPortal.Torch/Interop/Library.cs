using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace LabPortal.Torch.Interop;

internal static unsafe partial class Native
{
    internal const string Library = "LabPortalTorch";

    static Native() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Resolve);

    private static readonly Lazy<nint> s_library = new(Load);

    // Asked once for each function.
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == Library ? s_library.Value : 0;

    private static nint Load()
    {
        NativeEnvironment.LetIdleThreadsSleep();
        var beside = Path.Combine(AppContext.BaseDirectory, "libLabPortalTorch.so");
        var file = File.Exists(beside) ? beside : Path.Combine(Path.GetDirectoryName(typeof(Native).Assembly.Location) ?? "", "libLabPortalTorch.so");
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (DllNotFoundException e)
        {
            throw new DllNotFoundException(
                File.Exists(file)
                    ? $"libtorch could not be loaded ({Reason(e)}). Install it: apt-get install --no-install-recommends libtorch-dev libopenblas0-openmp; " +
                      "or, if this program was built with LIBTORCH set, put that libtorch back and rebuild."
                    : $"{file} is missing: rebuild LabPortal.Torch (it compiles the library; that needs the packages g++ and libtorch-dev).", e);
        }
    }

    // The loader's message is a paragraph; its last line names the library that is missing.
    private static string Reason(DllNotFoundException e) =>
        e.Message.Split('\n').Select(line => line.Trim()).Last(line => line.Length > 0);

    /// <summary>Throws what the last failed call on this thread said.</summary>
    internal static void Throw() => throw new ExternalException(Marshal.PtrToStringUTF8((nint)lp_last_error()));

    internal static void Check(int failed)
    {
        if (failed != 0) Throw();
    }
}
