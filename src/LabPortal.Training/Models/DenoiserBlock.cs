// Shapes: B rows, T inputs, C width, E condition, H heads, D = C / H.
using LabPortal.Training.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LabPortal.Training.Models;

/// <summary>x + gate · attention(norm(x) shifted and scaled), then the same with the MLP; gates, shifts and scales come from the noise level and start at zero.</summary>
internal sealed class DenoiserBlock : Module
{
    private readonly int _heads;
    private readonly double _dropout;
    private readonly LayerNorm norm_1, norm_2;
    private readonly Linear qkv, projection, up, down;
    private readonly Dropout drop;
    private readonly Linear modulation;

    public DenoiserBlock(DenoiserOptions options)
        : base(nameof(DenoiserBlock))
    {
        (_heads, _dropout) = (options.Heads, options.Dropout);
        norm_1 = LayerNorm(options.Width, bias: false);
        qkv = Linear(options.Width, 3 * options.Width, hasBias: false);
        projection = Linear(options.Width, options.Width, hasBias: false);
        norm_2 = LayerNorm(options.Width, bias: false);
        up = Linear(options.Width, 4 * options.Width);
        down = Linear(4 * options.Width, options.Width);
        drop = Dropout(options.Dropout);
        modulation = Linear(options.Condition, 6 * options.Width);
        RegisterComponents();
    }

    internal Linear Modulation => modulation;

    public Tensor Forward(Tensor hidden_BTC, Tensor condition_BE, (Tensor Cosines, Tensor Sines) turns, AttentionKind attention)
    {
        var parts = modulation.forward(condition_BE).unsqueeze(1).chunk(6, -1);
        hidden_BTC = hidden_BTC + parts[2] * drop.forward(Attend(Modulated(norm_1.forward(hidden_BTC), parts[0], parts[1]), turns, attention));
        var middle = up.forward(Modulated(norm_2.forward(hidden_BTC), parts[3], parts[4])).gelu(TorchSharp.Modules.GELU.Approximate.tanh);
        return hidden_BTC + parts[5] * drop.forward(down.forward(middle));
    }

    internal static Tensor Modulated(Tensor x_BTC, Tensor shift_B1C, Tensor scale_B1C) => x_BTC * (scale_B1C + 1) + shift_B1C;

    private Tensor Attend(Tensor x_BTC, (Tensor Cosines, Tensor Sines) turns, AttentionKind attention)
    {
        var (rows, length, width) = (x_BTC.shape[0], x_BTC.shape[1], x_BTC.shape[2]);
        var split = qkv.forward(x_BTC).chunk(3, -1);
        Tensor Heads(Tensor part_BTC) => part_BTC.view(rows, length, _heads, width / _heads).transpose(1, 2);
        Tensor Turned(Tensor part_BHTD)
        {
            var halves = part_BHTD.chunk(2, -1);
            return part_BHTD * turns.Cosines + cat([-halves[1], halves[0]], -1) * turns.Sines;
        }

        var mixed_BHTD = functional.scaled_dot_product_attention(
            Turned(Heads(split[0])), Turned(Heads(split[1])), Heads(split[2]), p: training ? _dropout : 0, is_casual: attention == AttentionKind.Causal);
        return projection.forward(mixed_BHTD.transpose(1, 2).reshape(rows, length, width));
    }
}
