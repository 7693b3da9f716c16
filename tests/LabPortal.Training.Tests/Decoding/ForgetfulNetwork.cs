using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Decoding;

/// <summary>Another network without what it keeps while decoding: it reads every row again for every token.</summary>
internal sealed class ForgetfulNetwork(Network inner) : Network(nameof(ForgetfulNetwork), inner.Length)
{
    /// <summary>Times that it read.</summary>
    public int Calls { get; private set; }

    public override Tensor LastHidden(Tensor tokens_BT, AttentionKind attention, int last, Tensor? noise_B = null)
    {
        Calls++;
        return inner.LastHidden(tokens_BT, attention, last, noise_B);
    }

    public override Tensor Logits(Tensor hidden_BTC) => inner.Logits(hidden_BTC);
}
