using LabPortal.Training.Statistics;

namespace LabPortal.Training.Tests.Statistics;

public sealed class MetricSenseTests
{
    [Theory]
    [InlineData("eval/accuracy", true, 0.05)]
    [InlineData("system/tokens-per-second", true, 0.1)]
    [InlineData("eval/loss", false, 0.1)]
    [InlineData("eval/loss-bound", false, 0.1)]
    [InlineData("eval/perplexity", false, 0.1)]
    [InlineData("eval/perplexity-bound", false, 0.1)]
    [InlineData("eval/creativity", true, 0.05)]
    [InlineData("eval/memorisation", false, 0.05)]
    public void MetricSense_OfAName_TellsDirectionAndWhatMatters(string metric, bool higher, double worthSeeing) =>
        Assert.Equal((higher, worthSeeing), (MetricSense.HigherIsBetter(metric), MetricSense.WorthSeeing(metric, -2)));
}
