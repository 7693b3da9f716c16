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
