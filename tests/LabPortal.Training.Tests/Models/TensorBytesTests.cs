using LabPortal.Training.Models;

namespace LabPortal.Training.Tests.Models;

public sealed class TensorBytesTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 512)]
    [InlineData(112, 512)] // 448 bytes and the header
    [InlineData(113, 576)]
    [InlineData(1000, 4096)] // 4,064 bytes
    [InlineData(1009, 4608)]
    [InlineData(512 * 1024, 4 << 20)]
    [InlineData(900 * 1024, 4 << 20)]
    public void Of_OneTensor_IsItsBlock(long elements, long bytes) => Assert.Equal(bytes, TensorBytes.Of(elements));
}
