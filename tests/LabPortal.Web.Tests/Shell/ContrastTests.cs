using System.Globalization;
using System.Text.RegularExpressions;

namespace LabPortal.Web.Tests.Shell;

/// <summary>The tokens of the style sheet, held to WCAG 2.2's 4.5:1 for text.</summary>
[Collection(FilledPortalTests.Name)]
public sealed partial class ContrastTests(FilledPortal portal)
{
    private static readonly string[] Themes = [":root {", ":root[data-theme=\"dark\"] {"];

    private static readonly (string Text, string[] Grounds)[] Pairs =
    [
        ("text", ["bg", "panel", "raised", "sunken", "accent-soft", "good-soft", "bad-soft", "warn-soft", "idle-soft"]),
        ("dim", ["bg", "panel", "raised", "sunken", "accent-soft", "idle-soft"]),
        ("faint", ["bg", "panel", "raised", "sunken"]),
        ("accent", ["bg", "panel", "raised", "sunken", "accent-soft"]),
        ("on-accent", ["accent"]),
        ("good", ["panel", "good-soft"]), ("bad", ["panel", "bad-soft"]), ("warn", ["panel", "warn-soft"]), ("idle", ["panel", "idle-soft"]),
    ];

    public static TheoryData<string, string, string> Texts
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            foreach (var theme in Themes)
                foreach (var (text, grounds) in Pairs)
                    foreach (var ground in grounds)
                        all.Add(theme, text, ground);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_OnItsGround_CanBeRead(string theme, string text, string ground)
    {
        var tokens = await TokensAsync(theme);
        Assert.InRange(Contrast(tokens[text], tokens[ground]), 4.5, 21);
    }

    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#767676", "#ffffff", 4.54)]
    public void Contrast_OfKnownPairs_IsWhatIsPublished(string one, string other, double expected) => Assert.Equal(expected, Contrast(one, other), 2);

    // A theme has the tokens of the one before that it does not set itself.
    private async Task<Dictionary<string, string>> TokensAsync(string theme)
    {
        var css = await portal.Administrator.GetStringAsync("/lab.css");
        var tokens = new Dictionary<string, string>();
        foreach (var block in Themes.Take(Array.IndexOf(Themes, theme) + 1))
        {
            var from = css.IndexOf(block, StringComparison.Ordinal);
            foreach (Match token in Token().Matches(css[from..css.IndexOf('}', from)]))
                tokens[token.Groups["name"].Value] = token.Groups["value"].Value;
        }

        return tokens;
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    // WCAG's relative luminance of sRGB.
    private static double Luminance(string hex)
    {
        double Part(int at) => int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0 is var part && part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
        return 0.2126 * Part(1) + 0.7152 * Part(3) + 0.0722 * Part(5);
    }

    [GeneratedRegex("--(?<name>[a-z0-9-]+): (?<value>#[0-9a-f]{6});")]
    private static partial Regex Token();
}
