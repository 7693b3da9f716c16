using LabPortal.Worker.Commands;
using LabPortal.Worker.Nodes;

namespace LabPortal.Worker.Tests.Nodes;

public sealed class SlotCountTests
{
    [Fact]
    public void Slots_Written_AreRead()
        => Assert.Equal("cpu=1,gpu=2", SlotCount.Parse("gpu=2").ToString());

    [Theory]
    [InlineData("")]
    [InlineData("cpu")]
    [InlineData("cpu=0")]
    [InlineData("cpu=65")]
    [InlineData("tpu=1")]
    [InlineData("cpu=1,cpu=2")]
    public void Slots_Miswritten_AreRefused(string text)
        => Assert.Contains(text, Assert.Throws<CommandException>(() => SlotCount.Parse(text)).Message);
}
