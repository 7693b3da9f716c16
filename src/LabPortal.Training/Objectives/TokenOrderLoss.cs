// Shapes: B rows, L target tokens, V vocabulary.
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LabPortal.Training.Objectives;

/// <summary>Which tokens come sooner (Zuhri et al. 2025, arXiv 2508.19228): a ranking of the whole vocabulary at each place.</summary>
internal static class TokenOrderLoss
{
    /// <summary>
    /// How soon each token comes: at a place, W − d for a token whose next occurrence is d places on (the next token, W), and −∞ for one that
    /// does not come within W places.
    /// </summary>
    /// <param name="weights_BL">A label that does not count is no occurrence; null where each counts.</param>
    /// <param name="window">W; 0 = L.</param>
    /// <returns>Shape (B, L, V).</returns>
    public static Tensor Targets(Tensor labels_BL, Tensor? weights_BL, int vocabulary, int window)
    {
        using var scope = NewDisposeScope();
        var (rows, length) = (labels_BL.shape[0], (int)labels_BL.shape[1]);
        var reach = window == 0 ? length : window;
        var distance_BV = full([rows, vocabulary], double.PositiveInfinity, dtype: float32, device: labels_BL.device);
        var here_B1 = zeros(rows, 1, device: labels_BL.device);
        var distances = new Tensor[length];
        for (var place = length - 1; place >= 0; place--)
        {
            var (label_B1, further_BV) = (labels_BL.narrow(1, place, 1), distance_BV + 1);
            var at_B1 = weights_BL is null ? here_B1 : where(weights_BL.narrow(1, place, 1).gt(0), here_B1, further_BV.gather(1, label_B1));
            distances[place] = distance_BV = further_BV.scatter_(1, label_B1, at_B1);
        }

        var distance_BLV = stack(distances, 1);
        return (reach - distance_BLV).masked_fill(distance_BLV.gt(reach), double.NegativeInfinity).MoveToOuterDisposeScope();
    }

    /// <summary>ListNet (Cao et al. 2007): −Σ over v of softmax(target)_v · log softmax(score)_v.</summary>
    /// <returns>Nats of each place, shape (B, L); 0 where nothing comes.</returns>
    public static Tensor Each(Tensor scores_BLV, Tensor targets_BLV)
    {
        using var scope = NewDisposeScope();
        var nothing_BL1 = targets_BLV.amax([-1], true).eq(double.NegativeInfinity);
        var wanted_BLV = targets_BLV.masked_fill(nothing_BL1, 0).softmax(-1).masked_fill(nothing_BL1, 0);
        return (-(wanted_BLV * functional.log_softmax(scores_BLV, -1)).sum(-1)).MoveToOuterDisposeScope();
    }

    /// <returns>Σ w·ListNet / Σ w, a scalar: places count as their labels do.</returns>
    public static Tensor Mean(Tensor scores_BLV, Tensor labels_BL, Tensor? weights_BL, int window)
    {
        using var scope = NewDisposeScope();
        var nats_BL = Each(scores_BLV, Targets(labels_BL, weights_BL, (int)scores_BLV.shape[^1], window));
        var mean = weights_BL is null ? nats_BL.mean() : (nats_BL * weights_BL).sum() / weights_BL.sum().clamp(min: 1);
        return mean.MoveToOuterDisposeScope();
    }
}
