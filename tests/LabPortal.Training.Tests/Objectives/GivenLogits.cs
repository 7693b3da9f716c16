using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Objectives;

/// <summary>A network that answers with a given tensor, whatever it reads.</summary>
internal sealed class GivenLogits(Tensor logits_BTV) : Network(nameof(GivenLogits), (int)logits_BTV.shape[1])
{
    public override Tensor LastHidden(Tensor tokens_BT, AttentionKind attention, int last, Tensor? noise_B = null) =>
        logits_BTV.narrow(1, logits_BTV.shape[1] - last, last).alias();

    public override Tensor Logits(Tensor hidden_BTC) => hidden_BTC.alias();
}
