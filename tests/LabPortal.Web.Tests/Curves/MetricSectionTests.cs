using LabPortal.Web.Curves;

namespace LabPortal.Web.Tests.Curves;

public sealed class MetricSectionTests
{
    private static readonly string[] Names = ["eval/accuracy", "train/loss", "eval/loss", "gradient", "system/memory-mb"];

    [Fact]
    public void Sections_OfNames_AreTheirBeginnings() =>
        Assert.Equal(["eval: eval/accuracy eval/loss", "train: train/loss", "other: gradient", "system: system/memory-mb"], MetricSection.Of(Names).Select(section => $"{section.Name}: {string.Join(' ', section.Metrics)}"));

    [Fact]
    public void Opened_OfThousands_IsTheFirstAlone() =>
        Assert.Equal(["layer"], MetricSection.Opened(MetricSection.Of(Enumerable.Range(0, 5000).Select(i => $"{(i < 2500 ? "layer" : "head")}/{i}"))));

    [Theory]
    [InlineData("loss", "train/loss eval/loss")]
    [InlineData("EVAL loss", "eval/loss")]
    [InlineData("exact", "eval/accuracy")]
    [InlineData("/^(train|system)/", "train/loss system/memory-mb")]
    [InlineData(null, "eval/accuracy train/loss eval/loss gradient system/memory-mb")]
    public void Filter_OfWordsOrExpression_Passes(string? filter, string expected) =>
        Assert.Equal(expected, string.Join(' ', Names.Where(MetricFilter.Read(filter).Passes)));

    [Fact]
    public void Filter_ThatIsNoExpression_SaysWhichField() => Assert.StartsWith("metrics=/(/ is no regular expression", MetricFilter.Read("/(/").Error);
}
