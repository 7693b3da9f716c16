using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Models;

/// <summary>The block in one native call against the same block layer by layer: values and every gradient.</summary>
public sealed class FusedBlockTests
{
    [Theory]
    [InlineData(1, 3, 8, 2, 3, AttentionKind.Causal, GeluForm.Exact, true)]
    [InlineData(3, 17, 64, 4, 17, AttentionKind.Causal, GeluForm.Tanh, true)]
    [InlineData(3, 17, 64, 4, 3, AttentionKind.Causal, GeluForm.Tanh, true)]
    [InlineData(5, 31, 48, 3, 1, AttentionKind.Causal, GeluForm.Exact, false)]
    [InlineData(2, 70, 96, 2, 70, AttentionKind.Bidirectional, GeluForm.Exact, false)]
    [InlineData(2, 70, 96, 2, 9, AttentionKind.Bidirectional, GeluForm.Tanh, true)]
    public void Forward_Fused_AgreesWithLayerByLayer(int rows, int length, int width, int heads, int last, AttentionKind attention, GeluForm gelu, bool bias)
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        using var block = new GptBlock(new GptOptions { Width = width, Heads = heads, Gelu = gelu, Bias = bias });
        using (no_grad())
            foreach (var parameter in block.parameters())
                parameter.add_(randn(parameter.shape) * 0.1);
        var input = randn(rows, length, width);
        var up = randn(rows, last, width);

        var fused = Run(block, input, up, x => block.Forward(x, attention, last));
        var plain = Run(block, input, up, x => block.Plain(x, attention, last));

        Assert.Equal(fused.Count, plain.Count);
        foreach (var (name, value) in fused)
        {
            var far = (value - plain[name]).abs().max().item<float>();
            var size = plain[name].abs().max().item<float>();
            Assert.True(far <= 1e-5 * (1 + size), $"{name}: {far} off, of {size}");
        }
    }

    [Fact]
    public void Forward_Float64_GoesLayerByLayer()
    {
        using var scope = NewDisposeScope();
        var options = new GptOptions { Width = 8, Heads = 2 };
        using var block = new GptBlock(options);
        block.to(float64);
        Assert.Null(BeyondTorchSharp.Block(randn(1, 2, 8, dtype: float64), block.Parts, options, AttentionKind.Causal, 2, 1e-5));
        Assert.Equal(float64, block.Forward(randn(1, 2, 8, dtype: float64), AttentionKind.Causal, 2).dtype);
    }

    private static Dictionary<string, Tensor> Run(GptBlock block, Tensor input, Tensor up, Func<Tensor, Tensor> forward)
    {
        block.zero_grad();
        var x = input.clone().requires_grad_(true);
        var y = forward(x);
        (y * up).sum().backward();
        var result = block.named_parameters().ToDictionary(one => one.name, one => one.parameter.grad!.clone());
        result["x"] = x.grad!;
        result["y"] = y.detach();
        return result;
    }
}
