using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Objectives;

/// <summary>A network whose heads answer with given tensors, whatever they read.</summary>
internal sealed class GivenHeads(params Tensor[] logits_BTV) : Network(nameof(GivenHeads), (int)logits_BTV[0].shape[1])
{
    public override Tensor LastHidden(Tensor tokens_BT, AttentionKind attention, int last, Tensor? noise_B = null) => Futures(tokens_BT, attention, last)[0];

    public override Tensor[] Futures(Tensor tokens_BT, AttentionKind attention, int last) => [.. logits_BTV.Select(head => head.narrow(1, head.shape[1] - last, last))];

    public override Tensor Logits(Tensor hidden_BTC) => hidden_BTC.alias();
}
