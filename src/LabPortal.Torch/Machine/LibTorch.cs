using System.Runtime.InteropServices;
using LabPortal.Torch.Interop;

namespace LabPortal.Torch;

/// <summary>The libtorch that this process runs on.</summary>
public static unsafe class LibTorch
{
    /// <summary>Its version, such as 1.13.0; throws a sentence naming the package to install when it cannot be loaded.</summary>
    public static string Version => Marshal.PtrToStringUTF8((nint)Native.lp_version())!;
}
