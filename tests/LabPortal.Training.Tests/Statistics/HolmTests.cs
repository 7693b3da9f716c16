using LabPortal.Training.Statistics;

namespace LabPortal.Training.Tests.Statistics;

public sealed class HolmTests
{
    [Fact]
    public void Adjust_OfFour_IsTheStepDownByHand() =>
        Near([0.03, 0.06, 0.06, 0.02], Holm.Adjust([0.01, 0.04, 0.03, 0.005]));

    [Fact]
    public void Adjust_OfFive_IsThatOfR() =>
        Near([0.05, 0.08, 0.09, 0.09, 0.09], Holm.Adjust([0.01, 0.02, 0.03, 0.04, 0.05]));

    [Fact]
    public void Adjust_BeyondOne_IsOne_AndNoneStaysNone() => Near([1, null, 0.4, 1], Holm.Adjust([0.6, null, 0.4 / 3, 0.9]));

    private static void Near(double?[] expected, IReadOnlyList<double?> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        foreach (var (wanted, got) in expected.Zip(actual))
            Assert.Equal(wanted ?? -1, got ?? -1, 12);
    }
}
