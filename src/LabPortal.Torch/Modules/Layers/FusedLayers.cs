using LabPortal.Torch.Interop;
using static TorchSharp.torch;

namespace LabPortal.Torch;

/// <summary>Whole layers in one call, float32 on the CPU. TorchSharp has no such thing: callers need a plain fallback.</summary>
public static class FusedLayers
{
    /// <summary>x + attention(norm(x)), then x + MLP(norm(x)), at the last <paramref name="asked"/> positions of each row; first derivatives only.</summary>
    /// <param name="x">Shape (B, T, C).</param>
    /// <param name="parts">
    /// Weight and bias (or null) of: first norm (C), Q, K and V (3C, C), projection (C, C), second norm (C), MLP up (F, C), MLP down (C, F).
    /// </param>
    /// <returns>Shape (B, asked, C), or null where the tensors are of another type, device or layout.</returns>
    public static unsafe Tensor? TransformerBlock(Tensor x, ReadOnlySpan<Tensor?> parts, int heads, int asked, bool causal, bool tanhGelu, double eps)
    {
        var handles = stackalloc nint[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            handles[i] = parts[i]?.Handle ?? 0;
        int failed;
        var result = Native.lp_transformer_block(x.Handle, handles, heads, asked, causal ? 1 : 0, tanhGelu ? 1 : 0, eps, &failed);
        Native.Check(failed);
        if (result == 0) return null;
        foreach (var part in parts)
            GC.KeepAlive(part);
        return Tensor.Of(result, x);
    }

    /// <summary>softmax(q kᵀ / √E) v where the T queries are the last of S tokens, and each sees those up to itself.</summary>
    /// <param name="query">Shape (B, H, T, E).</param>
    /// <param name="key">Shape (B, H, S, E), as the value; S at least T.</param>
    public static Tensor AttentionAfter(Tensor query, Tensor key, Tensor value) => Tensor.Of(Native.lp_attention_after(query.Handle, key.Handle, value.Handle), query, key, value);
}
