using System.Net;
using LabPortal.Web.Security;

namespace LabPortal.Web.Tests.Pages;

[Collection(FilledPortalTests.Name)]
public sealed class SignedOutTests(FilledPortal portal)
{
    public static TheoryData<string> Guarded => new(PageRoutes.All.Select(page => page.Route).Where(route => !AnonymousRoutes.Contains(route)));

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task Page_SignedOut_LeadsToSignIn(string route)
    {
        using var stranger = portal.Stranger();
        using var answer = await stranger.GetAsync(PageRoutes.Filled(route, portal.Experiment));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith(Urls.SignIn, answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/experiments")]
    [InlineData("/api/runs")]
    [InlineData("/api/runs.csv")]
    [InlineData("/api/runs/1/metrics")]
    [InlineData("/api/corpora")]
    [InlineData("/api/corpora/0/content")]
    public async Task Api_SignedOut_Answers401(string path)
    {
        using var stranger = portal.Stranger();
        using var answer = await stranger.GetAsync(path);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("/api/links")]
    [InlineData("/api/corpora")]
    [InlineData("/api/corpora/from-url")]
    [InlineData("/api/corpora/from-path")]
    [InlineData("/api/runs/1/generate")]
    public async Task Post_SignedOut_Answers401(string path)
    {
        using var stranger = portal.Stranger();
        using var answer = await stranger.PostAsync(path, new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Circuit_SignedOut_IsRefused()
    {
        using var stranger = portal.Stranger();
        using var answer = await stranger.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task UnknownPath_SignedOut_LeadsToSignIn()
    {
        using var stranger = portal.Stranger();
        using var answer = await stranger.GetAsync("/nowhere");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task ShortLink_SignedOut_LeadsToSignInFirst()
    {
        using var stranger = portal.Stranger();
        using var answer = await stranger.GetAsync("/l/12345678");
        Assert.StartsWith(Urls.SignIn, answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Urls.SignIn)]
    [InlineData("/health")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/lab.css")]
    [InlineData("/LabPortal.Web.styles.css")]
    [InlineData("/_content/Radzen.Blazor/css/material-base.css")]
    public async Task ListedRoute_SignedOut_Answers(string path)
    {
        using var stranger = portal.Stranger();
        using var answer = await stranger.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public void AnonymousRoutes_HaveReasons() =>
        Assert.All(AnonymousRoutes.All, route => Assert.True(route.Reason.Length > 20, route.Path));
}
