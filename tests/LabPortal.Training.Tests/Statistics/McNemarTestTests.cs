using LabPortal.Training.Statistics;

namespace LabPortal.Training.Tests.Statistics;

public sealed class McNemarTestTests
{
    [Theory]
    // By hand: 2 · (1 + 10) / 2¹⁰.
    [InlineData(1, 9, 0.021484375)]
    [InlineData(9, 1, 0.021484375)]
    [InlineData(3, 3, 1)]
    [InlineData(0, 0, 1)]
    // Of 5 disagreements all on one side: 2 / 2⁵.
    [InlineData(5, 0, 0.0625)]
    public void Exact_OfDisagreements_IsTheBinomials(int onlyFirst, int onlySecond, double p) =>
        Assert.Equal(p, McNemarTest.Exact(onlyFirst, onlySecond).P!.Value, 12);

    [Fact]
    public void Corrected_OfApprovalRatings_IsThatOfItsFormula()
    {
        // Agresti 1990, p. 350: 86 and 150 changed their mind, z = −4.17; corrected (64 − 1)² / 236 = 16.818, p = 4.115e-5.
        var test = McNemarTest.Corrected(150, 86);
        Assert.Equal(16.818, test.Statistic!.Value, 3);
        Assert.Equal(4.115e-5, test.P!.Value, 8);
    }

    [Fact]
    public void Corrected_NearTheExact_ForMany() =>
        Assert.Equal(McNemarTest.Exact(121, 59).P!.Value, McNemarTest.Corrected(121, 59).P!.Value, 1.1e-6);

    [Fact]
    public void Corrected_WithoutDisagreement_SaysWhy() => Assert.Contains("same examples", McNemarTest.Corrected(0, 0).WhyNot);
}
