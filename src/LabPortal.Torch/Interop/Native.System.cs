using System.Runtime.InteropServices;

namespace LabPortal.Torch.Interop;

/// <summary>native/system.cpp: errors, threads, gradient mode, generators.</summary>
internal static unsafe partial class Native
{
    [DllImport(Library)] internal static extern byte* lp_last_error();
    [DllImport(Library)] internal static extern byte* lp_version();
    [DllImport(Library)] internal static extern int lp_cuda_is_available();
    [DllImport(Library)] internal static extern int lp_cuda_device_count();
    [DllImport(Library)] internal static extern int lp_cuda_synchronize(long index);
    [DllImport(Library)] internal static extern int lp_get_num_threads();
    [DllImport(Library)] internal static extern int lp_set_num_threads(int n);
    [DllImport(Library)] internal static extern int lp_get_num_interop_threads();
    [DllImport(Library)] internal static extern int lp_set_num_interop_threads(int n);
    [DllImport(Library)] internal static extern int lp_is_grad_enabled();
    [DllImport(Library)] internal static extern void lp_set_grad_enabled(int enabled);
    [DllImport(Library)] internal static extern int lp_is_inference_mode();
    [DllImport(Library)] internal static extern nint lp_inference_mode_enter(int enabled);
    [DllImport(Library)] internal static extern void lp_inference_mode_leave(nint mode);
    [DllImport(Library)] internal static extern nint lp_generator_new(ulong seed, int deviceType, int deviceIndex);
    [DllImport(Library)] internal static extern nint lp_generator_default();
    [DllImport(Library)] internal static extern nint lp_manual_seed(long seed);
    [DllImport(Library)] internal static extern void lp_generator_delete(nint g);
    [DllImport(Library)] internal static extern int lp_generator_manual_seed(nint g, long seed);
    [DllImport(Library)] internal static extern long lp_generator_initial_seed(nint g);
    [DllImport(Library)] internal static extern nint lp_generator_get_state(nint g);
    [DllImport(Library)] internal static extern int lp_generator_set_state(nint g, nint state);
}
