using LabPortal.Data.Workers;

namespace LabPortal.Data.Tests.Workers;

public sealed class MachineMemoryTests
{
    [Fact]
    public void Available_AsLinuxSaysIt_IsInBytes() =>
        Assert.Equal(1024L * 11_912_345, MachineMemory.Available(["MemTotal:       16384000 kB", "MemAvailable:   11912345 kB", "Buffers:             1 kB"]));

    [Fact]
    public void Available_NotSaid_IsUnknown() => Assert.Null(MachineMemory.Available(["MemTotal:       16384000 kB"]));
}
