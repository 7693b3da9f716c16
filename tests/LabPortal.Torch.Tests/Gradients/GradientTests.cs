using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace LabPortal.Torch.Tests.Gradients;

public sealed class GradientTests
{
    [Fact]
    public void Backward_EmbeddingTable_AddsUpPerRow()
    {
        using var table = nn.Embedding(4, 2);
        var index = tensor(new long[] { 1, 3, 1 });
        table.call(index).sum().backward();
        Assert.Equal([0, 0, 2, 2, 0, 0, 1, 1], table.weight!.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Backward_Twice_AddsToTheGradient()
    {
        var x = ones(2, requires_grad: true);
        (x * 3).sum().backward();
        (x * 3).sum().backward();
        Assert.Equal([6, 6], x.grad!.data<float>().ToArray());
        x.grad = null;
        Assert.True(x.grad is null);
    }

    [Fact]
    public void Backward_OfAVector_TakesAGradient()
    {
        var x = ones(3, requires_grad: true);
        (x * x).backward([tensor(new float[] { 1, 10, 100 })]);
        Assert.Equal([2, 20, 200], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void NoGrad_Inside_TracksNothingAndEndsWithItsBlock()
    {
        var x = ones(2, requires_grad: true);
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
        }

        Assert.True(is_grad_enabled());
        Assert.True((x * 2).requires_grad);
        using (inference_mode()) Assert.True(is_inference_mode_enabled());
        Assert.False(is_inference_mode_enabled());
    }

    [Fact]
    public void Leaf_AndDetach_AreToldApart()
    {
        var x = ones(2, requires_grad: true);
        var y = x * 2;
        Assert.True(x.is_leaf);
        Assert.False(y.is_leaf);
        Assert.False(y.detach().requires_grad);
        y.retain_grad();
        y.sum().backward();
        Assert.Equal([1, 1], y.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Dropout_InTraining_KeepsTheMeanAndScalesTheKept()
    {
        manual_seed(3);
        var dropped = F.dropout(ones(10_000), 0.25);
        var values = dropped.data<float>().ToArray();
        Assert.All(values, v => Assert.True(v == 0 || Math.Abs(v - 4f / 3) < 1e-6));
        Assert.InRange(values.Count(v => v == 0), 2300, 2700);
    }
}
