// Shapes: B rows, T inputs, Q last positions, C width.
using LabPortal.Training.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LabPortal.Training.Models;

/// <summary>x + attention(norm(x)), then x + MLP(norm(x)).</summary>
internal sealed class GptBlock : Module
{
    private readonly GptOptions _options;
    private readonly LayerNorm ln_1, ln_2;
    private readonly GptAttention attn;
    private readonly GptMlp mlp;

    public GptBlock(GptOptions options)
        : base(nameof(GptBlock))
    {
        _options = options;
        ln_1 = LayerNorm(options.Width, bias: options.Bias);
        attn = new GptAttention(options);
        ln_2 = LayerNorm(options.Width, bias: options.Bias);
        mlp = new GptMlp(options);
        RegisterComponents();
    }

    internal Tensor?[] Parts => [ln_1.weight, ln_1.bias, .. attn.Parts, ln_2.weight, ln_2.bias, .. mlp.Parts];

    /// <param name="last">Positions asked for, from the end of each row.</param>
    /// <returns>Shape (B, Q, C).</returns>
    public Tensor Forward(Tensor hidden_BTC, AttentionKind attention, int last)
    {
        var drops = training && _options.Dropout > 0;
        return drops ? Plain(hidden_BTC, attention, last)
            : BeyondTorchSharp.Block(hidden_BTC, Parts, _options, attention, last, ln_1.eps) ?? Plain(hidden_BTC, attention, last);
    }

    /// <summary>The same, layer by layer.</summary>
    internal Tensor Plain(Tensor hidden_BTC, AttentionKind attention, int last) =>
        AfterAttention(hidden_BTC + attn.Forward(ln_1.forward(hidden_BTC), attention, null), last);

    /// <summary>Reads on from the tokens before.</summary>
    /// <param name="past">This layer's number and the keys and values so far.</param>
    /// <param name="last">Positions asked for.</param>
    /// <returns>Shape (B, Q, C).</returns>
    public Tensor Continue(Tensor hidden_BTC, (int Layer, KeyValueCache Cache) past, int last) =>
        AfterAttention(hidden_BTC + attn.Forward(ln_1.forward(hidden_BTC), AttentionKind.Causal, past), last);

    private Tensor AfterAttention(Tensor hidden_BTC, int last)
    {
        var length = hidden_BTC.shape[1];
        var hidden_BQC = last == length ? hidden_BTC : hidden_BTC.narrow(1, length - last, last);
        return hidden_BQC + mlp.Forward(ln_2.forward(hidden_BQC));
    }
}
