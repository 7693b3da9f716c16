using LabPortal.Web.Samples;

namespace LabPortal.Web.Tests.Samples;

public sealed class TokenDiffTests
{
    [Fact]
    public void Of_Tokens_ComparesThemWhole()
    {
        var parts = TokenDiff.Of(["0", "4", "1"], ["0", "41", "1"], words: false);
        Assert.Equal([(DiffKind.Same, "0"), (DiffKind.Removed, "4"), (DiffKind.Added, "41"), (DiffKind.Same, "1")], parts.Select(part => (part.Kind, part.Text)));
    }

    [Fact]
    public void Of_ATextOfCharacters_ComparesWords()
    {
        var parts = TokenDiff.Of(Characters("to be or not"), Characters("to bee or not"), words: true);
        Assert.Equal("bee", Assert.Single(parts, part => part.Kind == DiffKind.Added).Text);
        Assert.Equal("be", Assert.Single(parts, part => part.Kind == DiffKind.Removed).Text);
        Assert.Equal("to bee or not", string.Concat(parts.Where(part => part.Kind != DiffKind.Removed).Select(part => part.Text)));
    }

    [Theory]
    [InlineData("a b", "")]
    [InlineData("", "a b")]
    [InlineData("", "")]
    [InlineData("a b", "a b")]
    public void Of_AnyTwo_BothCanBeReadBack(string before, string now)
    {
        string[] Tokens(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var parts = TokenDiff.Of(Tokens(before), Tokens(now), words: false);
        Assert.Equal(Tokens(before), parts.Where(part => part.Kind != DiffKind.Added).Select(part => part.Text));
        Assert.Equal(Tokens(now), parts.Where(part => part.Kind != DiffKind.Removed).Select(part => part.Text));
    }

    private static string[] Characters(string text) => text.Select(character => character.ToString()).ToArray();
}
