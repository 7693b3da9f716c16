namespace LabPortal.Web.Security;

/// <summary>Where to go after a sign-in: an address of this portal, or home.</summary>
public static class LocalUrl
{
    public static string Of(string? asked) =>
        asked is ['/', ..] && !(asked.Length > 1 && asked[1] is '/' or '\\') ? asked : Urls.Home;
}
