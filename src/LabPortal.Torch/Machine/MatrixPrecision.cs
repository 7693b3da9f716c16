using LabPortal.Torch.Interop;
using static TorchSharp.torch;

namespace LabPortal.Torch;

/// <summary>How the factors of matrix products are rounded; weights and sums are float32 in any case.</summary>
public static class MatrixPrecision
{
    /// <summary>
    /// Rounds the factors to bfloat16 from now on, or no longer: on the CPU in linear layers and blocks, for the whole process; on a GPU
    /// wherever libtorch's autocast does, for this thread.
    /// </summary>
    /// <returns>False where the processor cannot (it needs AVX-512 BF16): nothing has changed.</returns>
    public static bool UseBFloat16(Device device, bool on) => Native.lp_use_bfloat16(device.type == TorchSharp.DeviceType.CUDA ? 1 : 0, on ? 1 : 0) != 0;
}
