using LabPortal.Data.Workers;
using LabPortal.Worker.Nodes;

namespace LabPortal.Worker.Tests.Nodes;

public sealed class MachineLoadTests
{
    [Fact]
    public void Ticks_AsLinuxCountsThem_LeaveOutWhatIsIdle() =>
        Assert.Equal((170, 1000), MachineLoad.Ticks("cpu  100 20 30 800 30 5 15 0 0 0"));

    [Fact]
    public void Parse_OfTheDriversTool_IsALineADevice() => Assert.Equal(
        [new GpuDevice(0, "NVIDIA H200", 87, 20315L << 20, 143771L << 20), new GpuDevice(1, "NVIDIA H200", 0, 0, 143771L << 20)],
        MachineLoad.Parse("0, NVIDIA H200, 87, 20315, 143771\n1, NVIDIA H200, [N/A], 0, 143771\nNo devices were found\n"));
}
