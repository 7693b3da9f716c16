namespace LabPortal.Web.Security;

/// <summary>Where to go after a sign-in, or from a short link: an address of this portal, or home.</summary>
public static class LocalUrl
{
    public static string Of(string? asked) => IsLocal(asked) ? asked! : Urls.Home;

    /// <summary>Whether a browser stays on this portal: two slashes begin another host, and browsers read \ as / and skip control characters.</summary>
    public static bool IsLocal(string? asked) =>
        asked is ['/', ..] && !(asked.Length > 1 && asked[1] is '/' or '\\') && !asked.Any(char.IsControl);
}
