using static TorchSharp.torch;

namespace LabPortal.Torch.Tests.Tensors;

public sealed class IndexingTests
{
    private static Tensor Grid() => arange(24).view(2, 3, 4);

    [Fact]
    public void Index_NumbersRangesAndEllipsis_PickTheRightElements()
    {
        var x = Grid();
        Assert.Equal(17, x[1, 1, 1].item<long>());
        Assert.Equal([3, 4], x[0].shape);
        Assert.Equal([2, 4], x[.., 1].shape);
        Assert.Equal([3L, 7, 11, 15, 19, 23], x[TensorIndex.Ellipsis, -1].flatten().data<long>().ToArray());
        Assert.Equal([2, 3, 2], x[.., .., 1..3].shape);
        Assert.Equal([2, 3, 3], x[.., .., ..^1].shape);
        Assert.Equal([0L, 2], x[0, 0, TensorIndex.Slice(null, null, 2)].data<long>().ToArray());
        Assert.Equal([2, 1, 3, 4], x[.., TensorIndex.None].shape);
        Assert.Equal([4L, 5, 6, 7], x[^2, 1].data<long>().ToArray());
    }

    [Fact]
    public void Index_TensorsAndMasks_Gather()
    {
        var x = Grid();
        var rows = tensor(new long[] { 1, 0 });
        Assert.Equal([12L, 0], x[rows, tensor(new long[] { 0, 0 }), tensor(new long[] { 0, 0 })].data<long>().ToArray());
        Assert.Equal([20L, 21, 22, 23], x[x > 19].data<long>().ToArray());
        Assert.Equal([2, 2, 4], x[TensorIndex.Colon, TensorIndex.Tensor(rows)].shape);
        Assert.Equal([12L, 0], x.index_select(0, rows)[.., 0, 0].data<long>().ToArray());
        Assert.Equal([1L, 14], x[.., 0].gather(1, tensor(new long[,] { { 1 }, { 2 } })).flatten().data<long>().ToArray());
    }

    [Fact]
    public void Index_Assigned_WritesInPlace()
    {
        var x = Grid();
        x[0, 0, 0] = 100;
        x[1] = zeros(3, 4, dtype: int64);
        x[.., 2] = 7;
        x[x == 5] = -5;
        Assert.Equal([100L, 1, 2, 3, 4, -5, 6, 7, 7, 7, 7, 7], x[0].flatten().data<long>().ToArray());
        Assert.Equal([0L, 0, 0, 0, 0, 0, 0, 0, 7, 7, 7, 7], x[1].flatten().data<long>().ToArray());
        x.index_put_(9, TensorIndex.Ellipsis, TensorIndex.Single(0));
        Assert.Equal([9L, 9, 9], x[1, .., 0].data<long>().ToArray());
    }

    [Fact]
    public void Scatter_Sources_LandAtTheirIndices()
    {
        var index = tensor(new long[,] { { 2, 0 } });
        var source = tensor(new float[,] { { 5, 6 } });
        Assert.Equal([6f, 0, 5], zeros(1, 3).scatter_(1, index, source).flatten().data<float>().ToArray());
        Assert.Equal([7f, 1, 6], ones(1, 3).scatter_add(1, index, source).flatten().data<float>().ToArray());
        Assert.Equal([0f, 9, 0], zeros(3).masked_fill(tensor(new[] { false, true, false }), 9).data<float>().ToArray());
        Assert.Equal([1f, 0, 1], where(tensor(new[] { true, false, true }), ones(3), zeros(3)).data<float>().ToArray());
    }

    [Fact]
    public void Pieces_OfATensor_CoverIt()
    {
        var x = arange(7);
        Assert.Equal([3, 3, 1], x.split(3).Select(piece => (int)piece.numel()));
        Assert.Equal([4, 3], x.chunk(2).Select(piece => (int)piece.numel()));
        Assert.Equal([2, 5], x.split([2, 5], 0).Select(piece => (int)piece.numel()));
        Assert.Equal([0L, 1, 2, 3, 4, 5, 6], cat(x.chunk(3)).data<long>().ToArray());
        Assert.Equal([7, 1], stack(x.unbind()).unsqueeze(1).shape);
        Assert.Equal([1L, 2, 2], arange(3).roll(-1, 0).clamp(max: (TorchSharp.Scalar)2).index_put_(2, TensorIndex.Single(2)).data<long>().ToArray());
    }

    [Fact]
    public void Shapes_OfViews_Follow()
    {
        var x = Grid();
        Assert.Equal([4, 2, 3], x.permute(2, 0, 1).shape);
        Assert.Equal([2, 4, 3], x.transpose(1, 2).shape);
        Assert.Equal([6, 4], x.view(-1, 4).shape);
        Assert.Equal([2, 12], x.flatten(1).shape);
        Assert.Equal([2, 3, 4], x.unsqueeze(1).squeeze(1).shape);
        Assert.Equal([5, 2, 3, 4], x.expand(5, 2, 3, 4).shape);
        Assert.Equal([2, 6, 4], x.repeat(1, 2, 1).shape);
        Assert.Equal([0L, 0, 1, 1], arange(2).repeat_interleave(2).data<long>().ToArray());
        Assert.Equal([1f, 0, 1, 1], ones(2, 2).tril().flatten().data<float>().ToArray());
        Assert.Equal([0f, 1, 0, 0], ones(2, 2).triu(1).flatten().data<float>().ToArray());
        Assert.Equal(4, x.size(-1));
        Assert.Equal([12L, 4, 1], x.stride());
    }
}
