using LabPortal.Data.Workers;

namespace LabPortal.Data.Tests.Workers;

public sealed class WorkerSlotsTests
{
    [Theory]
    [InlineData("cpu=2", 2, "")]
    [InlineData("gpu=2", 0, "0 1")]
    [InlineData("cpu=1,gpu=0+2", 1, "0 2")]
    [InlineData("gpu=1+1,cpu=3", 3, "1 1")]
    [InlineData("gpu=+2", 0, "2")]
    public void Parse_Written_IsRead(string text, int cpu, string devices)
    {
        var slots = WorkerSlots.Parse(text)!;
        Assert.Equal((cpu, devices), (slots.Cpu, string.Join(' ', slots.Devices)));
        Assert.Equal(slots.Devices, WorkerSlots.Parse(slots.ToString())!.Devices);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cpu")]
    [InlineData("cpu=0")]
    [InlineData("cpu=65")]
    [InlineData("tpu=1")]
    [InlineData("cpu=1,cpu=2")]
    [InlineData("gpu=0+")]
    [InlineData("gpu=0+-1")]
    [InlineData("gpu=64+1")]
    public void Parse_Miswritten_IsNone(string text) => Assert.Null(WorkerSlots.Parse(text));
}
