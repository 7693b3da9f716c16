// Shapes: B rows, T inputs, C width, H heads, D width of a head.
using LabPortal.Training.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LabPortal.Training.Models;

/// <summary>x + attention(norm(x)), then x + MLP(norm(x)).</summary>
internal sealed class GptBlock : Module
{
    private readonly LayerNorm ln_1, ln_2;
    private readonly GptAttention attn;
    private readonly GptMlp mlp;

    public GptBlock(GptOptions options)
        : base(nameof(GptBlock))
    {
        ln_1 = LayerNorm(options.Width, bias: options.Bias);
        attn = new GptAttention(options);
        ln_2 = LayerNorm(options.Width, bias: options.Bias);
        mlp = new GptMlp(options);
        RegisterComponents();
    }

    /// <param name="past">This layer's number and the keys and values of the tokens before, where it reads on.</param>
    public Tensor Forward(Tensor hidden_BTC, AttentionKind attention, (int Layer, KeyValueCache Cache)? past = null)
    {
        hidden_BTC = hidden_BTC + attn.Forward(ln_1.forward(hidden_BTC), attention, past);
        return hidden_BTC + mlp.Forward(ln_2.forward(hidden_BTC));
    }
}
