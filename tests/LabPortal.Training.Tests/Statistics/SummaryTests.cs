using LabPortal.Training.Statistics;

namespace LabPortal.Training.Tests.Statistics;

public sealed class SummaryTests
{
    [Fact]
    public void Summary_OfThree_HasStudentsInterval()
    {
        // By hand: mean 2, deviation 1, t(2) = 4.303; 4.303 / sqrt 3 = 2.484.
        var summary = Summary.Of([1, 2, 3])!.Value;
        Assert.Equal((3, 2, 1), (summary.Count, summary.Mean, summary.Deviation));
        Assert.Equal(2.484, summary.Half!.Value, 3);
    }

    [Fact]
    public void Summary_OfSleep_IsThatOfR()
    {
        // t.test(sleep$extra[sleep$group == 1]): mean 0.75, interval −0.5297804 to 2.0297804; sd 1.789010.
        var summary = Summary.Of(Sleep.First)!.Value;
        Assert.Equal(0.75, summary.Mean, 12);
        Assert.Equal(1.789010, summary.Deviation!.Value, 6);
        Assert.Equal(-0.5297804, summary.Interval!.Value.Low, 7);
        Assert.Equal(2.0297804, summary.Interval!.Value.High, 7);
    }

    [Fact]
    public void Summary_OfOne_HasNoInterval() => Assert.Equal(new Summary(1, 0.5, null, null), Summary.Of([0.5]));

    [Fact]
    public void Summary_OfNothing_IsNothing() => Assert.Null(Summary.Of([]));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Summary_WithAValueThatIsNotFinite_SaysSo(double bad) => Assert.Equal(new Summary(3, bad, null, null), Summary.Of([0.5, bad, 0.7]));

    [Fact]
    public void Summary_OfEqualValues_HasNoSpreadAtAll() => Assert.Equal(new Summary(3, 0.1, 0, 0), Summary.Of([0.1, 0.1, 0.1]));
}
