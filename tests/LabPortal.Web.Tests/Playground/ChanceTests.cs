using LabPortal.Web.Playground;

namespace LabPortal.Web.Tests.Playground;

public sealed class ChanceTests
{
    [Theory]
    [InlineData(0, "<0.1 %")]
    [InlineData(0.0009, "<0.1 %")]
    [InlineData(0.034, "3.4 %")]
    [InlineData(0.0996, "10 %")]
    [InlineData(0.514, "51 %")]
    [InlineData(0.9949, "99 %")]
    [InlineData(0.9991, ">99 %")]
    [InlineData(1, "100 %")]
    public void Text_AnyProbability_PromisesNoMoreThanItSays(double probability, string text) => Assert.Equal(text, Chance.Text(probability));
}
