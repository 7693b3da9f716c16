namespace LabPortal.Web.Samples;

/// <summary>A token where it stands alone: what would not be seen gets a sign.</summary>
public static class TokenText
{
    public static string Shown(string token) => token switch { " " => "␣", "\n" => "⏎", "\t" => "⇥", "" => "∅", _ => token };

    /// <summary>Tokens as they could be typed.</summary>
    public static string Typed(IEnumerable<string> tokens, bool runTogether) => string.Join(runTogether ? "" : " ", tokens);
}
