using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Objectives;

/// <summary>A network that answers with a given tensor, whatever it reads; fewer rows get the first of it.</summary>
internal sealed class GivenLogits(Tensor logits_BTV) : Network(nameof(GivenLogits), (int)logits_BTV.shape[1])
{
    /// <summary>Rows read so far, in all passes.</summary>
    public long Rows { get; private set; }

    public override Tensor LastHidden(Tensor tokens_BT, AttentionKind attention, int last, Tensor? noise_B = null)
    {
        Rows += tokens_BT.shape[0];
        return logits_BTV.narrow(0, 0, tokens_BT.shape[0]).narrow(1, logits_BTV.shape[1] - last, last).alias();
    }

    public override Tensor Logits(Tensor hidden_BTC) => hidden_BTC.alias();
}
