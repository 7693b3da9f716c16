using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LabPortal.Data.Links;
using LabPortal.Web.Links;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests.Api;

[Collection(FilledPortalTests.Name)]
public sealed class LinkApiTests(FilledPortal portal)
{
    [Fact]
    public async Task Link_OfALongAddress_IsShortTheSameAndLeadsThere()
    {
        var url = "/runs?filter=eval%2Faccuracy%20%3E%200.5&cols=state,arm";
        var link = await MakeAsync(url);
        Assert.Matches("^/l/[0-9a-z]{8}$", link);
        Assert.Equal(link, await MakeAsync(url));
        using var answer = await portal.Administrator.GetAsync(link);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(url, answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("https://evil.test/")]
    [InlineData("//evil.test")]
    [InlineData("/\\evil.test")]
    [InlineData("/\t/evil.test")]
    [InlineData("runs")]
    [InlineData("")]
    [InlineData("/l/12345678")]
    public async Task Link_ToElsewhere_IsRefused(string url)
    {
        using var answer = await portal.Administrator.PostAsJsonAsync("/api/links", new { url });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("url", (await answer.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task Link_ToElsewhereInTheDatabase_IsNotFollowed()
    {
        var key = await portal.Services.GetRequiredService<ShortLinkStore>().MakeAsync("//evil.test", "somebody");
        Assert.Null(await portal.Services.GetRequiredService<LinkShortener>().ResolveAsync(key));
        using var answer = await portal.Administrator.GetAsync($"/l/{key}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("evil.test", await answer.Content.ReadAsStringAsync());
    }

    private async Task<string> MakeAsync(string url)
    {
        using var answer = await portal.Administrator.PostAsJsonAsync("/api/links", new { url });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["url"]!.ToString();
    }
}
