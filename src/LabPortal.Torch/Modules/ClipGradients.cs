using LabPortal.Torch.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales all gradients together so that their norm is at most <paramref name="max_norm"/>; answers the norm before. One native call.</summary>
            public static unsafe double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                var handles = Handles(tensors);
                int failed;
                double norm;
                fixed (nint* p = handles) norm = Native.lp_clip_grad_norm_(p, handles.Length, max_norm, norm_type, &failed);
                Native.Check(failed);
                GC.KeepAlive(tensors);
                return norm;
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
