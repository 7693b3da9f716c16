using System.Security.Claims;
using LabPortal.Web.Links;
using LabPortal.Web.Security;

namespace LabPortal.Web.Api;

/// <summary>Short links: made for any address of this portal, followed by whoever is signed in.</summary>
public static class LinkApi
{
    public static void MapLinks(this WebApplication app)
    {
        app.MapGet("/l/{key}", FollowAsync);
        app.MapPost("/api/links", MakeAsync).AddEndpointFilter<SameSite>();
    }

    private static async Task<IResult> FollowAsync(string key, LinkShortener links, CancellationToken cancel) =>
        await links.ResolveAsync(key, cancel) is { } url ? Results.LocalRedirect(url) : Results.NotFound();

    private static async Task<IResult> MakeAsync(NewLink link, ClaimsPrincipal who, LinkShortener links, CancellationToken cancel) =>
        await links.ShortenAsync(link.Url ?? "", who.Identity?.Name ?? "", cancel) is { } made
            ? Results.Ok(new { url = made })
            : Results.ValidationProblem(new Dictionary<string, string[]> { ["url"] = ["A short link leads to a page of this portal: give its path, such as /runs?sort=eval/accuracy."] });

    private sealed record NewLink(string? Url);
}
