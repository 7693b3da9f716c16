using LabPortal.Web.Corpora;

namespace LabPortal.Web.Tests.Corpora;

public sealed class SymbolNameTests
{
    [Theory]
    [InlineData('a', "a")]
    [InlineData('\n', "↵ new line")]
    [InlineData(' ', "␣ space")]
    [InlineData(0x1F3AD, "🎭")]
    [InlineData(0x7, "U+0007")]
    [InlineData(0x200B, "U+200B")]
    [InlineData(0x10FFFF, "U+10FFFF")]
    public void Of_Symbol_CanBeSeen(int codePoint, string expected) => Assert.Equal(expected, SymbolName.Of(codePoint));
}
