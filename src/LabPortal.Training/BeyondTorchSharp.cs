// Shapes: B rows, T inputs, Q positions asked for, C width.
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
