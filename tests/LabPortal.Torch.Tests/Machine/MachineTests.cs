using static TorchSharp.torch;

namespace LabPortal.Torch.Tests.Machine;

public sealed class MachineTests
{
    [Fact]
    public void Threads_Set_AreUsed()
    {
        var before = get_num_threads();
        set_num_threads(2);
        Assert.Equal(2, get_num_threads());
        set_num_threads(1);
        Assert.Equal(1, get_num_threads());
        set_num_threads(before);
        Assert.True(get_num_interop_threads() >= 1);
    }

    [Fact]
    public void Version_OfLibtorch_IsANumber() => Assert.Matches(@"^\d+\.\d+", __version__);

    [Fact]
    public void BlasCheck_Measured_WarnsOnlyWhenSlow()
    {
        Assert.True(BlasCheck.Measure(128) > 0);
        Assert.Null(BlasCheck.Warning(200, 2));
        Assert.Contains("libopenblas0-openmp", BlasCheck.Warning(7, 2));
    }
}
