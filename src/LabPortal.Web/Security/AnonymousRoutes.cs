namespace LabPortal.Web.Security;

/// <summary>Everything that answers without a sign-in. What is not listed here needs one.</summary>
public static class AnonymousRoutes
{
    public static readonly IReadOnlyList<(string Path, string Reason)> All =
    [
        (Urls.SignIn, "Where people sign in."),
        (Urls.Setup, "The first administrator has no account yet; the one-time token is the key."),
        (Urls.Invite, "An invited person has no password yet; the one-time token is the key."),
        ("/health", "Watchdogs have no account; it answers with one word."),
        ("/ready", "Watchdogs have no account; it names the part that is not well, no path and no host."),
        ("/metrics", "Monitors have no account; it answers this machine, and who sends its token."),
        ("/error", "A failure may meet somebody who is signed out; it shows a number, no detail."),
        ("/_framework/blazor.web", "The page's script is public code; the sign-in page loads it."),
        ("/_content/", "Style, fonts and script of Radzen: public code."),
        ("/lab", "The portal's own style and script."),
        ("/LabPortal.Web", "The style of the components."),
        ("/start", "The script that starts the page."),
        ("/icon", "The browser asks for it before anybody signs in."),
    ];

    /// <summary>A path ending in a slash, and a file's name before its fingerprint, are prefixes; the others are whole.</summary>
    public static bool Contains(PathString path)
    {
        var asked = path.Value ?? "";
        return All.Any(route => asked.Equals(route.Path, StringComparison.OrdinalIgnoreCase) || IsFile(asked, route.Path));
    }

    private static bool IsFile(string asked, string listed) =>
        listed.EndsWith('/') ? asked.StartsWith(listed, StringComparison.Ordinal)
        : asked.StartsWith(listed + ".", StringComparison.Ordinal) && !asked[(listed.Length + 1)..].Contains('/');
}
