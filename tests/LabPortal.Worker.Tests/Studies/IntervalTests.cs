using LabPortal.Worker.Studies;

namespace LabPortal.Worker.Tests.Studies;

public sealed class IntervalTests
{
    [Fact]
    public void Interval_ThreeValues_IsStudentsT()
    {
        var interval = Interval.Of([1, 2, 3])!;
        Assert.Equal(2, interval.Mean, 12);
        Assert.Equal(4.302652729911275 / Math.Sqrt(3), interval.HalfWidth!.Value, 9); // t(0.975, 2 degrees of freedom)
    }

    [Fact]
    public void Interval_OneValue_HasNoWidth() => Assert.Equal(new Interval(0.5, null, 1), Interval.Of([0.5]));

    [Fact]
    public void Interval_NoValue_IsNone() => Assert.Null(Interval.Of([]));
}
