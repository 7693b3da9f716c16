// Shapes: B rows, T inputs, C width.
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LabPortal.Training.Models;

/// <summary>Two linear layers, four times as wide between them, with GELU.</summary>
internal sealed class GptMlp : Module
{
    private readonly Linear c_fc, c_proj;
    private readonly GELU gelu;
    private readonly Dropout dropout;

    public GptMlp(GptOptions options)
        : base(nameof(GptMlp))
    {
        c_fc = Linear(options.Width, 4 * options.Width, hasBias: options.Bias);
        gelu = GELU(options.Gelu == GeluForm.Tanh ? TorchSharp.Modules.GELU.Approximate.tanh : TorchSharp.Modules.GELU.Approximate.none);
        c_proj = Linear(4 * options.Width, options.Width, hasBias: options.Bias);
        dropout = Dropout(options.Dropout);
        RegisterComponents();
    }

    public Tensor?[] Parts => [c_fc.weight, c_fc.bias, c_proj.weight, c_proj.bias];

    public Tensor Forward(Tensor hidden_BTC) => dropout.forward(c_proj.forward(gelu.forward(c_fc.forward(hidden_BTC))));
}
