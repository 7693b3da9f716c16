using LabPortal.Web.Charts;
using LabPortal.Web.Curves;

namespace LabPortal.Web.Tests.Curves;

public sealed class MetricLevelsTests
{
    [Fact]
    public void Levels_OfTheHeadline_AreChanceAndTheCeiling() =>
        Assert.Equal([(ChartMarkKind.Chance, "chance 0.5"), (ChartMarkKind.Ceiling, "ceiling 0.971")], MetricLevels.Of("eval/x", "eval/x", 0.5, [0.97085, 0.97085]).Select(mark => (mark.Kind, mark.Label)));

    [Fact]
    public void Levels_OfAnotherMetric_AreItsCeilingOnly() =>
        Assert.Equal([ChartMarkKind.Ceiling], MetricLevels.Of("eval/y", "eval/x", 0.5, [0.8]).Select(mark => mark.Kind));

    [Fact]
    public void Levels_OfTwoTasks_AreBothCeilings() => Assert.Equal([0.7, 0.8], MetricLevels.Of("eval/y", "eval/x", null, [0.8, 0.7, double.NaN]).Select(mark => mark.Y));
}
