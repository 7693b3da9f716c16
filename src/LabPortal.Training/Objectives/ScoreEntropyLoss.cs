// Shapes: B rows, L tokens, V network outputs.
using static TorchSharp.torch;

namespace LabPortal.Training.Objectives;

/// <summary>Denoising score entropy (SEDD, Lou et al. 2024, arXiv 2310.16834, eq. 8): Σ over y of Q(y)·(s − r ln s + r(ln r − 1)), s the network's ratio p(y)/p(x) and r the true one.</summary>
internal static class ScoreEntropyLoss
{
    /// <summary>The network's output as logarithms of ratios: what it starts with is near the truth, and a token's own ratio is 1.</summary>
    /// <param name="sigma_B">The noise of each row.</param>
    public static Tensor LogScores(Tensor raw_BLV, Tensor seen_BL, Tensor sigma_B, NoiseGraph graph)
    {
        using var scope = NewDisposeScope();
        var scores_BLV = graph == NoiseGraph.Absorbing
            ? raw_BLV - sigma_B.expm1().log().reshape(-1, 1, 1) - Math.Log(raw_BLV.shape[^1] - 1)
            : raw_BLV;
        return scores_BLV.masked_fill(Own(seen_BL, raw_BLV.shape[^1]), 0).MoveToOuterDisposeScope();
    }

    /// <returns>Nats of each token for one unit of noise, shape (B, L).</returns>
    public static Tensor Each(Tensor scores_BLV, Tensor seen_BL, Tensor clean_BL, Tensor sigma_B, NoiseGraph graph)
    {
        using var scope = NewDisposeScope();
        var nats_BL = graph == NoiseGraph.Absorbing ? Absorbing(scores_BLV, seen_BL, clean_BL, sigma_B) : Uniform(scores_BLV, seen_BL, clean_BL, sigma_B);
        return nats_BL.MoveToOuterDisposeScope();
    }

    // A mask comes from each token alike; from anything else there is no way back to count.
    private static Tensor Absorbing(Tensor scores_BLV, Tensor seen_BL, Tensor clean_BL, Tensor sigma_B)
    {
        var mask = scores_BLV.shape[^1] - 1;
        var ratio_B1 = sigma_B.expm1().reciprocal().unsqueeze(1);
        var own_BL = scores_BLV.gather(-1, clean_BL.unsqueeze(-1)).squeeze(-1);
        var nats_BL = scores_BLV.narrow(-1, 0, mask).exp().sum(-1) - ratio_B1 * own_BL + ratio_B1 * (ratio_B1.log() - 1);
        return nats_BL * seen_BL.eq(mask);
    }

    private static Tensor Uniform(Tensor scores_BLV, Tensor seen_BL, Tensor clean_BL, Tensor sigma_B)
    {
        var size = scores_BLV.shape[^1];
        var kept_B11 = (-sigma_B).exp().reshape(-1, 1, 1);
        var chance_BLV = (1 - kept_B11) / size + kept_B11 * Own(clean_BL, size).to(float32);
        var ratio_BLV = chance_BLV / chance_BLV.gather(-1, seen_BL.unsqueeze(-1));
        var nats_BLV = scores_BLV.exp() - ratio_BLV * scores_BLV + ratio_BLV * (ratio_BLV.log() - 1);
        return nats_BLV.masked_fill(Own(seen_BL, size), 0).sum(-1) / size;
    }

    private static Tensor Own(Tensor tokens_BL, long size) => arange(size, dtype: int64, device: tokens_BL.device).eq(tokens_BL.unsqueeze(-1));
}
