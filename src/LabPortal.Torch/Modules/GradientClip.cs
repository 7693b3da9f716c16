using LabPortal.Torch.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LabPortal.Torch;

/// <summary>Gradient clipping that does not wait for the device, which TorchSharp's does.</summary>
public static class GradientClip
{
    /// <summary>Scales all gradients together so that their norm is at most <paramref name="limit"/>.</summary>
    /// <returns>The norm before: a scalar on the gradients' device.</returns>
    public static unsafe Tensor Norm(IEnumerable<Parameter> parameters, double limit, double power = 2)
    {
        var handles = Handles(parameters);
        fixed (nint* p = handles)
        {
            var norm = Native.lp_clip_grad_norm_(p, handles.Length, limit, power);
            GC.KeepAlive(parameters);
            return Tensor.Of(norm);
        }
    }
}
