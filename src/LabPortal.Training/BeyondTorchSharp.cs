// Shapes: B rows, T inputs, S inputs and those before them, Q positions asked for, C width, H heads, D = C / H.
using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LabPortal.Training;

/// <summary>All that the engine takes from the binding which TorchSharp does not have, with what stands in for it there.</summary>
internal static class BeyondTorchSharp
{
    /// <summary>A transformer block in one native call.</summary>
    /// <param name="parts">Weight and bias of: first norm, QKV, projection, second norm, MLP up, MLP down.</param>
    /// <returns>Shape (B, Q, C), or null: compute it layer by layer.</returns>
    public static Tensor? Block(Tensor hidden_BTC, Tensor?[] parts, GptOptions options, AttentionKind attention, int asked, double eps)
    {
#if LABPORTAL_TORCH
        return LabPortal.Torch.FusedLayers.TransformerBlock(
            hidden_BTC, parts, options.Heads, asked, attention == AttentionKind.Causal, options.Gelu == GeluForm.Tanh, eps);
#else
        return null;
#endif
    }

    /// <summary>Attention of tokens that follow others, whose keys and values were kept: each sees all before it and itself.</summary>
    /// <param name="queries_BHTD">Of the last T of S tokens.</param>
    /// <returns>Shape (B, H, T, D).</returns>
    public static Tensor AttentionAfter(Tensor queries_BHTD, Tensor keys_BHSD, Tensor values_BHSD)
    {
#if LABPORTAL_TORCH
        return LabPortal.Torch.FusedLayers.AttentionAfter(queries_BHTD, keys_BHSD, values_BHSD);
#else
        var (length, all) = (queries_BHTD.shape[2], keys_BHSD.shape[2]);
        using var visible_TS = ones(length, all, dtype: @bool, device: queries_BHTD.device).tril(all - length);
        return nn.functional.scaled_dot_product_attention(queries_BHTD, keys_BHSD, values_BHSD, visible_TS);
#endif
    }

    /// <summary>Scales all gradients together so that their norm is at most <paramref name="limit"/>.</summary>
    /// <returns>The norm before, a scalar; the binding's waits for no device.</returns>
    public static Tensor ClipGradients(IEnumerable<Parameter> parameters, double limit)
    {
#if LABPORTAL_TORCH
        return LabPortal.Torch.GradientClip.Norm(parameters, limit);
#else
        return tensor(nn.utils.clip_grad_norm_(parameters, limit));
#endif
    }

    /// <summary>Rounds the factors of matrix products to bfloat16 from now on, or no longer.</summary>
    /// <returns>False where that is not possible here.</returns>
    public static bool UseBFloat16(Device device, bool on)
    {
#if LABPORTAL_TORCH
        return LabPortal.Torch.MatrixPrecision.UseBFloat16(device, on);
#else
        return !on;
#endif
    }
}
