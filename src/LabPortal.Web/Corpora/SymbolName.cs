using System.Globalization;
using System.Text;

namespace LabPortal.Web.Corpora;

/// <summary>How a page shows a character that may be invisible.</summary>
public static class SymbolName
{
    public static string Of(int codePoint) => codePoint switch
    {
        '\n' => "↵ new line",
        '\r' => "␍ carriage return",
        '\t' => "⇥ tab",
        ' ' => "␣ space",
        0xA0 => "␣ no-break space",
        _ when IsVisible(codePoint) => new Rune(codePoint).ToString(),
        _ => Code(codePoint),
    };

    public static string Code(int codePoint) => $"U+{codePoint:X4}";

    private static bool IsVisible(int codePoint) => Rune.GetUnicodeCategory(new Rune(codePoint)) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);
}
