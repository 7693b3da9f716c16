using LabPortal.Web.Controls;

namespace LabPortal.Web.Tests.Controls;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0.48731, 0.0213, "0.49", "0.02")]
    [InlineData(1.0, 0.0, "1.000", "0.000")]
    [InlineData(0.9995, 0.0012, "1.000", "0.001")]
    [InlineData(0.5, null, "0.500", "")]
    public void Mean_WithSpread_HasTheDigitsThatTheSpreadSupports(double mean, double? half, string expected, string spread) =>
        Assert.Equal((expected, spread), Words.WithSpread(mean, half));

    [Theory]
    [InlineData(0.4812, 0.4488, 0.5136, "+0.48 [0.45, 0.51]")]
    [InlineData(-0.4812, -0.5136, -0.4488, "−0.48 [−0.51, −0.45]")]
    [InlineData(0.04, -0.21, 0.29, "+0.04 [−0.2, 0.3]")]
    [InlineData(120.4, 60.2, 180.6, "+120 [60, 181]")]
    public void Difference_WithInterval_HasItsDigits(double difference, double low, double high, string expected) =>
        Assert.Equal(expected, Words.Difference(difference, new(low, high)));

    [Fact]
    public void Difference_WithoutInterval_HasItsSign() => Assert.Equal(("+0.250", "−0.250", "0"), (Words.Difference(0.25, null), Words.Difference(-0.25, null), Words.Difference(0, null)));

    [Theory]
    [InlineData(0.00001, "< 0.001")]
    [InlineData(0.0123, "0.012")]
    [InlineData(0.25, "0.25")]
    [InlineData(null, "–")]
    public void P_IsNeverZero(double? p, string expected) => Assert.Equal(expected, Words.P(p));

    [Theory]
    [InlineData(338784, "339 k")]
    [InlineData(9999, "9,999")]
    [InlineData(57_300_000_000_000, "57.3 T")]
    public void Count_IsShort(double count, string expected) => Assert.Equal(expected, Words.Count(count));

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(null, "–")]
    [InlineData(0.00023, "2.3e−4")]
    [InlineData(-0.5, "−0.500")]
    public void Value_IsWrittenAsTheLabWritesIt(double? value, string expected) => Assert.Equal(expected, Words.Value(value));
}
