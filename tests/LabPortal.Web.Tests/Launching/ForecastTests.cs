using LabPortal.Training.Running;
using LabPortal.Training.Specs;
using LabPortal.Web.Launching;

namespace LabPortal.Web.Tests.Launching;

public sealed class ForecastTests
{
    private static readonly ArmForecast Empty = new("empty", new Estimate(0, 0, 0, 0, 0, TimeSpan.Zero), 0, DeviceKind.Cpu);

    [Theory]
    [InlineData(1001, true)]
    [InlineData(1000, false)]
    [InlineData(null, false)]
    public void IsTooLarge_RunOnTheCpu_IsHeldAgainstWhatIsFree(int? needs, bool expected)
    {
        var arm = Arm(needs ?? 5000);
        Assert.Equal(expected, Of(needs is null ? null : 1000, arm).IsTooLarge(arm));
    }

    [Fact]
    public void IsTooLarge_RunOnAGpu_IsNotHeldAgainstTheMachinesMemory()
    {
        var arm = Arm(5000) with { Device = DeviceKind.Cuda };
        Assert.False(Of(1000, arm).IsTooLarge(arm));
        Assert.Equal(0, Of(1000, arm).MemoryTogether);
    }

    [Theory]
    [InlineData(1, 700)]
    [InlineData(3, 2100)]
    [InlineData(8, 2800)]
    public void MemoryTogether_SideBySide_IsThatOfTheLargest(int together, long expected) =>
        Assert.Equal(expected, (Of(1000, Arm(700), Arm(500)) with { Together = together }).MemoryTogether);

    [Fact]
    public void PeakBytes_OfALongText_CountsTheText() => Assert.Equal(19_000_000_000, (Empty with { Characters = 1_000_000_000 }).PeakBytes - Empty.PeakBytes);

    private static ArmForecast Arm(long memory) => new("arm", new Estimate(10, 10, 10, 10, memory - Empty.PeakBytes, TimeSpan.Zero), 0, DeviceKind.Cpu);

    private static Forecast Of(long? free, params ArmForecast[] arms) => new(arms, 4, TimeSpan.Zero, 2, true, free);
}
