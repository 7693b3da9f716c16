using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace LabPortal.Torch.Tests.Tensors;

public sealed class ErrorTests
{
    [Fact]
    public void Operation_ShapesDisagree_ThrowsWhatLibtorchSays()
    {
        var error = Assert.Throws<ExternalException>(() => ones(2, 3).matmul(ones(2, 3)));
        Assert.Contains("cannot be multiplied", error.Message);
        Assert.DoesNotContain("Exception raised from", error.Message);
    }

    [Fact]
    public void Operation_InPlaceOnALeaf_Throws()
    {
        var error = Assert.Throws<ExternalException>(() => ones(2, requires_grad: true).add_(1));
        Assert.Contains("leaf", error.Message);
    }

    [Fact]
    public void Backward_WithoutAGraph_Throws() =>
        Assert.Contains("does not require grad", Assert.Throws<ExternalException>(() => ones(1).backward()).Message);

    [Fact]
    public void Index_OutOfRange_Throws() => Assert.Throws<ExternalException>(() => ones(2)[5]);

    [Fact]
    public void Tensor_Disposed_IsRefused()
    {
        var x = ones(2);
        x.Dispose();
        Assert.True(x.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => x + 1);
    }

    [Fact]
    public void Errors_OnTwoThreads_DoNotMix()
    {
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            var error = Assert.Throws<ExternalException>(() => ones(i + 2, 3).view(i + 101));
            Assert.Contains($"'[{i + 101}]'", error.Message);
        });
    }
}
