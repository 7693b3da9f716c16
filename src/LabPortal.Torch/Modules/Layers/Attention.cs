using LabPortal.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>
            /// softmax(q kᵀ / √E + mask) v with q, k, v of (…, T, E). A boolean mask is true where attention is allowed.
            /// </summary>
            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_casual = false)
            {
                if (p < 0) throw new ArgumentException("Dropout probability must be greater than or equal to zero.");
                if (is_casual && attn_mask is not null) throw new ArgumentException("Casual attention masking cannot pass a mask.");
                var result = Native.lp_attention(query.Handle, key.Handle, value.Handle, attn_mask is null ? 0 : attn_mask.Handle, p, is_casual ? 1 : 0);
                GC.KeepAlive(attn_mask);
                return Tensor.Of(result, query, key, value);
            }
        }
    }
}
