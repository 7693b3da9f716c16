// Shapes: B rows, S supervised tokens of which the last L are the target's.
using static TorchSharp.torch;

namespace LabPortal.Training.Objectives;

/// <summary>What the tokens of a target cost at one random noise each row: in the mean over noises, their bound.</summary>
internal static class NoisedNats
{
    /// <param name="each">The cost of each supervised token, shape (B, S).</param>
    /// <returns>Shape (B, L).</returns>
    public static Tensor Of(ExampleBatch batch, TrainingRows rows, Device device, Func<RowTensors, Tensor> each)
    {
        using var scope = NewDisposeScope();
        var nats_BS = each(RowTensors.Of(rows, tensor => tensor.to(device)));
        return nats_BS.narrow(1, nats_BS.shape[1] - batch.Target, batch.Target).MoveToOuterDisposeScope();
    }
}
