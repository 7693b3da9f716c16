// Shapes: B rows, L target tokens, V vocabulary.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LabPortal.Training.Objectives;

/// <summary>Cross entropy over supervised tokens, in nats.</summary>
public static class TokenLoss
{
    /// <param name="weights_BL">Shape (B, L), or null where every token counts alike.</param>
    /// <returns>Σ w·CE / Σ w, a scalar; where all weights are 0, 0.</returns>
    public static Tensor Mean(Tensor logits_BLV, Tensor labels_BL, Tensor? weights_BL)
    {
        if (weights_BL is null)
            return functional.cross_entropy(logits_BLV.reshape(-1, logits_BLV.shape[2]), labels_BL.reshape(-1));
        using var scope = NewDisposeScope();
        return ((Each(logits_BLV, labels_BL) * weights_BL).sum() / weights_BL.sum().clamp(min: 1)).MoveToOuterDisposeScope();
    }

    /// <returns>Shape (B, L).</returns>
    public static Tensor Each(Tensor logits_BLV, Tensor labels_BL) =>
        functional.cross_entropy(logits_BLV.reshape(-1, logits_BLV.shape[2]), labels_BL.reshape(-1), reduction: Reduction.None)
            .reshape(labels_BL.shape);
}
