// Shapes: B rows, T inputs, Q positions asked for, C width.
using LabPortal.Training.Objectives;
using static TorchSharp.torch;

namespace LabPortal.Training.Models;

/// <summary>A transformer block in one native call, where the binding has one: the engine's only step beyond TorchSharp.</summary>
internal static class FusedBlock
{
    /// <param name="parts">Weight and bias of: first norm, QKV, projection, second norm, MLP up, MLP down.</param>
    /// <returns>Shape (B, Q, C), or null: compute it layer by layer.</returns>
    public static Tensor? Forward(Tensor hidden_BTC, Tensor?[] parts, GptOptions options, AttentionKind attention, int asked, double eps)
    {
#if LABPORTAL_TORCH
        return LabPortal.Torch.FusedLayers.TransformerBlock(
            hidden_BTC, parts, options.Heads, asked, attention == AttentionKind.Causal, options.Gelu == GeluForm.Tanh, eps);
#else
        return null;
#endif
    }
}
