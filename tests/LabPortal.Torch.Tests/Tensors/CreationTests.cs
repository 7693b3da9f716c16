using TorchSharp;
using static TorchSharp.torch;

namespace LabPortal.Torch.Tests.Tensors;

public sealed class CreationTests
{
    [Fact]
    public void Tensor_FromArrays_KeepsTypeShapeAndValues()
    {
        Assert.Equal(ScalarType.Int64, tensor(new long[] { 1, 2 }).dtype);
        Assert.Equal(ScalarType.Float32, tensor(new float[] { 1, 2 }).dtype);
        Assert.Equal(ScalarType.Bool, tensor(new[] { true }).dtype);
        Assert.Equal(ScalarType.Float32, tensor(new long[] { 1, 2 }, dtype: float32).dtype);
        Assert.Equal([2, 3], tensor(new[,] { { 1, 2, 3 }, { 4, 5, 6 } }).shape);
        Assert.Equal([3, 2], tensor(new long[6], [3, 2]).shape);
        Assert.Equal(5, tensor(new[,] { { 1, 2, 3 }, { 4, 5, 6 } })[1, 1].item<int>());
        Assert.Equal([], tensor(3.5).shape);
        Assert.Throws<ArgumentException>(() => tensor(new long[5], [3, 2]));
    }

    [Fact]
    public void Factories_DefaultToFloat32()
    {
        Assert.Equal([0f, 0, 0, 0], zeros(2, 2).data<float>().ToArray());
        Assert.Equal([1d, 1], ones(2, dtype: float64).data<double>().ToArray());
        Assert.Equal([7L, 7], full([2], 7).data<long>().ToArray());
        Assert.Equal([0.5f], full([1], 0.5).data<float>().ToArray());
        Assert.Equal([1f, 0, 0, 1], eye(2).data<float>().ToArray());
        Assert.Equal([2L, 5, 8], arange(2, 10, 3).data<long>().ToArray());
        Assert.Equal([0f, 0.5f], arange(0, 1, 0.5).data<float>().ToArray());
        Assert.Equal([0f, 0.5f, 1], linspace(0, 1, 3).data<float>().ToArray());
        Assert.Equal([3, 4], empty(3, 4).shape);
        Assert.Equal(ScalarType.Int64, zeros_like(arange(3)).dtype);
        Assert.Equal([9L, 9, 9], full_like(arange(3), 9).data<long>().ToArray());
    }

    [Fact]
    public void Conversions_BetweenTypes_RoundAsTheyShould()
    {
        var x = tensor(new[] { 1.5f, -2.25f, 3.14159f });
        Assert.Equal([1L, -2, 3], x.to(int64).data<long>().ToArray());
        Assert.Equal([3.140625f], x[2].to(bfloat16).to(float32).data<float>().ToArray());
        Assert.Equal((float)new BFloat16(3.14159f), x.to(bfloat16).data<BFloat16>().ToArray()[2].ToSingle());
        Assert.Equal([true, true, false], tensor(new[] { 2f, -1, 0 }).to(@bool).data<bool>().ToArray());
        Assert.Equal(-2.25, x[1].ToDouble());
        Assert.Equal(-2, (int)x[1]);
    }

    [Fact]
    public void Data_OfATransposedTensor_IsInRowMajorOrder()
    {
        var x = arange(6).view(2, 3).t();
        Assert.False(x.is_contiguous());
        Assert.Equal([0L, 3, 1, 4, 2, 5], x.data<long>().ToArray());
        Assert.Equal([0L, 3, 1, 4, 2, 5], x.contiguous().data<long>().ToArray());
        Assert.Equal(4, x.data<long>()[1, 1]);
        var part = new long[2];
        x.data<long>().CopyTo(part, tensorIndex: 2);
        Assert.Equal([1L, 4], part);
    }

    [Fact]
    public void Data_Written_IsSeenByTheTensor()
    {
        var x = zeros(2, 2);
        x.data<float>()[1, 0] = 4;
        x.data<float>().CopyFrom([1, 2]);
        Assert.Equal([1f, 2, 4, 0], x.data<float>().ToArray());
        x.bytes.Clear();
        Assert.Equal(0, x.abs().sum().item<float>());
    }

    [Fact]
    public void Data_OfTheWrongType_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => zeros(2).data<long>());
        Assert.Throws<ArgumentException>(() => zeros(2).item<float>());
    }

    [Fact]
    public void Device_Names_AreRead()
    {
        Assert.Equal(DeviceType.CPU, device("cpu").type);
        Assert.Equal("cuda:1", new Device("cuda:1").ToString());
        Assert.Equal("cpu", zeros(1).device.ToString());
        if (cuda.is_available()) return;
        var refused = Assert.Throws<InvalidOperationException>(() => zeros(1, device: new Device("cuda:0")));
        Assert.Contains("CUDA is not available", refused.Message);
    }
}
