// Shapes: B rows, T inputs, S inputs and those before them, C width, H heads, D = C / H.
using LabPortal.Training.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LabPortal.Training.Models;

/// <summary>softmax(QKᵀ / √D) V over H heads (Vaswani et al. 2017, eq. 1), one product for Q, K and V.</summary>
internal sealed class GptAttention : Module
{
    private readonly int _heads;
    private readonly double _dropout;
    private readonly Linear c_attn, c_proj;
    private readonly Dropout resid_dropout;

    public GptAttention(GptOptions options)
        : base(nameof(GptAttention))
    {
        _heads = options.Heads;
        _dropout = options.Dropout;
        c_attn = Linear(options.Width, 3 * options.Width, hasBias: options.Bias);
        c_proj = Linear(options.Width, options.Width, hasBias: options.Bias);
        resid_dropout = Dropout(options.Dropout);
        RegisterComponents();
    }

    public Tensor?[] Parts => [c_attn.weight, c_attn.bias, c_proj.weight, c_proj.bias];

    public Tensor Forward(Tensor hidden_BTC, AttentionKind attention, (int Layer, KeyValueCache Cache)? past)
    {
        var (rows, length, width) = (hidden_BTC.shape[0], hidden_BTC.shape[1], hidden_BTC.shape[2]);
        var qkv = c_attn.forward(hidden_BTC).chunk(3, -1);
        Tensor Split(Tensor x_BTC) => x_BTC.view(rows, length, _heads, width / _heads).transpose(1, 2);
        var (queries_BHTD, keys_BHSD, values_BHSD) = (Split(qkv[0]), Split(qkv[1]), Split(qkv[2]));
        var read = 0;
        if (past is var (layer, cache))
        {
            read = cache.Read;
            (keys_BHSD, values_BHSD) = cache.Append(layer, keys_BHSD, values_BHSD);
        }

        // A single token sees all before it.
        var mixed_BHTD = read > 0 && length > 1
            ? BeyondTorchSharp.AttentionAfter(queries_BHTD, keys_BHSD, values_BHSD)
            : functional.scaled_dot_product_attention(
                queries_BHTD, keys_BHSD, values_BHSD, p: training ? _dropout : 0, is_casual: attention == AttentionKind.Causal && read == 0);
        return resid_dropout.forward(c_proj.forward(mixed_BHTD.transpose(1, 2).reshape(rows, length, width)));
    }
}
