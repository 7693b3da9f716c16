using LabPortal.Data.Links;
using LabPortal.Web.Security;

namespace LabPortal.Web.Links;

/// <summary>Short links to long addresses of this portal, and to no other.</summary>
public sealed class LinkShortener(ShortLinkStore links)
{
    private const int MostLetters = 8000;

    /// <returns>The short address; null where the long one is not of this portal.</returns>
    public async Task<string?> ShortenAsync(string url, string by, CancellationToken cancel = default) =>
        IsOwn(url) ? Urls.Link(await links.MakeAsync(url, by, cancel)) : null;

    /// <returns>The long address; null where there is no such link.</returns>
    public async Task<string?> ResolveAsync(string key, CancellationToken cancel = default) =>
        await links.FindAsync(key, cancel) is { } url && IsOwn(url) ? url : null;

    private static bool IsOwn(string url) => url.Length <= MostLetters && LocalUrl.IsLocal(url) && !url.StartsWith("/l/", StringComparison.OrdinalIgnoreCase);
}
