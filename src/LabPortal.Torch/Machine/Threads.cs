using System.Runtime.InteropServices;
using LabPortal.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Throws a sentence naming the package to install when libtorch cannot be loaded.</summary>
    public static unsafe string __version__ => Marshal.PtrToStringUTF8((nint)Native.lp_version())!;

    public static int get_num_threads() => Native.lp_get_num_threads();
    public static void set_num_threads(int num) => Native.Check(Native.lp_set_num_threads(num));
    public static int get_num_interop_threads() => Native.lp_get_num_interop_threads();

    /// <summary>Only before the first parallel work; libtorch refuses it later.</summary>
    public static void set_num_interop_threads(int num) => Native.Check(Native.lp_set_num_interop_threads(num));
}
