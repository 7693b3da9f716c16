using LabPortal.Torch.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales all gradients together so that their norm is at most <paramref name="max_norm"/>; answers the norm before, for which it waits for the device.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using var norm = LabPortal.Torch.GradientClip.Norm(tensors, max_norm, norm_type);
                return norm.to_type(ScalarType.Float64).item<double>();
            }

            public static unsafe void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                var handles = Handles(tensors);
                fixed (nint* p = handles) Native.Check(Native.lp_clip_grad_value_(p, handles.Length, clip_value));
                GC.KeepAlive(tensors);
            }
        }
    }
}
