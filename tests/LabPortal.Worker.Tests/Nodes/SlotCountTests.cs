using LabPortal.Worker.Commands;
using LabPortal.Worker.Nodes;

namespace LabPortal.Worker.Tests.Nodes;

public sealed class SlotCountTests
{
    [Fact]
    public void Slots_Written_AreRead()
        => Assert.Equal(new Dictionary<string, int> { ["gpu"] = 2, ["cpu"] = 1 }, SlotCount.Parse("gpu=2"));

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
