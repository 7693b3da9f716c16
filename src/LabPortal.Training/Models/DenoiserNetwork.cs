// Shapes: B rows, T inputs, C width, E condition, F frequencies, V vocabulary.
using LabPortal.Training.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LabPortal.Training.Models;

/// <summary>Embedding, blocks that hear the noise level, and an output layer that starts at zero.</summary>
internal sealed class DenoiserNetwork : Network
{
    /// <summary>Numbers that a noise level is spread over before it is learnt from: sines and cosines.</summary>
    internal const int Frequencies = 256;

    private readonly DenoiserOptions _options;
    private readonly Embedding embedding;
    private readonly Linear level_in, level_out, modulation, output;
    private readonly ModuleList<DenoiserBlock> blocks;
    private readonly LayerNorm norm;

    public DenoiserNetwork(DenoiserOptions options, int vocabulary, int length)
        : base(nameof(DenoiserNetwork), length)
    {
        _options = options;
        embedding = Embedding(vocabulary, options.Width);
        level_in = Linear(Frequencies, options.Condition);
        level_out = Linear(options.Condition, options.Condition);
        blocks = new ModuleList<DenoiserBlock>(Enumerable.Range(0, options.Layers).Select(_ => new DenoiserBlock(options)).ToArray());
        norm = LayerNorm(options.Width, bias: false);
        modulation = Linear(options.Condition, 2 * options.Width);
        output = Linear(options.Width, vocabulary);
        RegisterComponents();
        using var off = no_grad();
        init.kaiming_uniform_(embedding.weight!, Math.Sqrt(5));
        foreach (var silent in blocks.Select(block => block.Modulation).Append(modulation).Append(output))
        {
            init.zeros_(silent.weight!);
            init.zeros_(silent.bias!);
        }
    }

    public override Tensor LastHidden(Tensor tokens_BT, AttentionKind attention, int last, Tensor? noise_B = null)
    {
        using var scope = NewDisposeScope();
        var (rows, length) = (tokens_BT.shape[0], tokens_BT.shape[1]);
        var condition_BE = Condition(noise_B ?? zeros(rows, device: tokens_BT.device));
        var turns = Turns(length, tokens_BT.device);
        var hidden_BTC = embedding.forward(tokens_BT);
        foreach (var block in blocks)
            hidden_BTC = block.Forward(hidden_BTC, condition_BE, turns, attention);
        var asked_BQC = last == length ? hidden_BTC : hidden_BTC.narrow(1, length - last, last);
        var parts = modulation.forward(condition_BE).unsqueeze(1).chunk(2, -1);
        return DenoiserBlock.Modulated(norm.forward(asked_BQC), parts[0], parts[1]).MoveToOuterDisposeScope();
    }

    public override Tensor Logits(Tensor hidden_BTC) => output.forward(hidden_BTC);

    private Tensor Condition(Tensor noise_B)
    {
        var half = Frequencies / 2;
        var rates_F = (arange(half, dtype: float32, device: noise_B.device) * (-Math.Log(10_000) / half)).exp();
        var angles_BF = noise_B.to(float32).unsqueeze(1) * rates_F;
        return level_out.forward(level_in.forward(cat([angles_BF.cos(), angles_BF.sin()], 1)).silu()).silu();
    }

    /// <summary>Rotary positions (Su et al. 2021), shape (T, D): pairs are a half apart.</summary>
    private (Tensor Cosines, Tensor Sines) Turns(long length, Device device)
    {
        var size = _options.Width / _options.Heads;
        var rates = (arange(size / 2, dtype: float32, device: device) * (-2 * Math.Log(10_000) / size)).exp();
        var angles_TD = arange(length, dtype: float32, device: device).unsqueeze(1) * cat([rates, rates], 0);
        return (angles_TD.cos(), angles_TD.sin());
    }
}
