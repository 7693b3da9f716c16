using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace LabPortal.Torch.Tests.Modules;

/// <summary>Operations that have a way of their own in float32 on the CPU, against libtorch's in float64: value, gradient, second derivative.</summary>
public sealed class FusedTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor, Tensor>> s_operations = new()
    {
        ["linear"] = (x, w, b) => F.linear(x, w, b),
        ["linear without bias"] = (x, w, _) => F.linear(x, w),
        ["linear of few rows"] = (x, w, b) => F.linear(x.select(0, 1).narrow(0, 2, 3), w, b),
        ["linear of a view"] = (x, w, b) => F.linear(x.transpose(0, 1), w, b),
        ["layer norm"] = (x, w, b) => F.layer_norm(x, [24], w.sum(0L), b.sum() * w.sum(0L)),
        ["layer norm without bias"] = (x, w, _) => F.layer_norm(x, [24], w.sum(0L)),
        ["gelu"] = (x, w, _) => F.gelu(x * w.sum(), GELU.Approximate.none),
        ["gelu tanh"] = (x, w, _) => F.gelu(x * w.sum(), GELU.Approximate.tanh),
    };

    public static TheoryData<string> Names => [.. s_operations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_Float32_AgreesWithFloat64(string name)
    {
        using var scope = NewDisposeScope();
        var (single, wide) = (Results(name, float32), Results(name, float64));
        Assert.All(single.Zip(wide), pair => Assert.True(
            pair.First.to(float64).allclose(pair.Second, 1e-4, 1e-4), $"{(pair.First.to(float64) - pair.Second).abs().max().item<double>()} off"));
    }

    // The value, the gradients, and what the gradient of the first one's squares adds to the second.
    private static List<Tensor> Results(string name, ScalarType type)
    {
        // A generator of its own: other tests draw from torch's at the same time.
        using var generator = new Generator(3);
        var x = randn([5, 7, 24], dtype: float64, generator: generator).to(type).requires_grad_(true);
        var w = (randn([11, 24], dtype: float64, generator: generator) * 0.1).to(type).requires_grad_(true);
        var b = randn([11], dtype: float64, generator: generator).to(type).requires_grad_(true);
        var y = s_operations[name](x, w, b);
        var up = cos(arange(y.numel(), dtype: float64)).to(type).view(y.shape);
        (y * up).sum().backward(create_graph: true);
        var first = new[] { x, w, b }.Where(one => one.grad is not null).Select(one => one.grad!.detach().clone()).ToList();
        x.grad!.square().sum().backward();
        return [y, .. first, w.grad!];
    }
}
