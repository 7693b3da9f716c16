using LabPortal.Worker.Attempts;

namespace LabPortal.Worker.Tests.Attempts;

public sealed class GpuUseTests
{
    [Fact]
    public void Parse_AnswerOfTheTool_GivesPercentAndMegabytes() => Assert.Equal(new GpuUse(87, 1000 * 1.048576), GpuUse.Parse("87, 1000\n"));

    [Theory]
    [InlineData("")]
    [InlineData("No devices were found\n")]
    [InlineData("[N/A], 1000\n")]
    public void Parse_NoNumbers_IsNothing(string said) => Assert.Null(GpuUse.Parse(said));
}
