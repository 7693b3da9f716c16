using System.Net;

namespace LabPortal.Web.Tests.Security;

public sealed class SetupTests : IAsyncLifetime
{
    private readonly RunningPortal portal = new();

    public Task InitializeAsync() => portal.InitializeAsync();

    public Task DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task SetupLink_Used_WorksOnce()
    {
        using var administrator = await portal.SignedInAsync();
        Assert.Contains("Users", await administrator.GetStringAsync("/"));
        using var stranger = portal.Browser();
        Assert.Contains("This link does not work", await stranger.GetStringAsync($"{Urls.Setup}?token={portal.SetupToken}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task SetupPage_WithoutTheToken_OffersNothing(string query)
    {
        using var stranger = portal.Browser();
        var html = await stranger.GetStringAsync(Urls.Setup + query);
        Assert.Contains("This link does not work", html);
        Assert.DoesNotContain("<form", html);
    }

    [Fact]
    public async Task Setup_ShortPassword_SaysWhatToChange()
    {
        using var stranger = portal.Browser();
        using var answer = await stranger.SubmitAsync($"{Urls.Setup}?token={portal.SetupToken}", new() { ["Input.Name"] = "Ada", ["Input.Email"] = "ada@lab.test", ["Input.Password"] = "short" });
        Assert.Contains("at least 10 characters", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task SignIn_WrongPassword_SaysSoAndKeepsOut()
    {
        (await portal.SignedInAsync()).Dispose();
        using var stranger = portal.Browser();
        using var answer = await stranger.SubmitAsync(Urls.SignIn, new() { ["Input.Email"] = RunningPortal.Email, ["Input.Password"] = "another sentence" });
        Assert.Contains("E-mail or password is wrong", await answer.Content.ReadAsStringAsync());
        using var home = await stranger.GetAsync("/");
        Assert.Equal(HttpStatusCode.Redirect, home.StatusCode);
    }

    [Fact]
    public async Task SignIn_TooManyTries_AreAskedToWait()
    {
        using var stranger = portal.Browser();
        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < 21; i++)
        {
            using var answer = await stranger.PostAsync(Urls.SignIn, null);
            codes.Add(answer.StatusCode);
        }
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, codes.Take(20));
        Assert.Equal(HttpStatusCode.TooManyRequests, codes[20]);
    }

    [Fact]
    public async Task SignOut_Posted_EndsTheSession()
    {
        using var administrator = await portal.SignedInAsync();
        using var gone = await administrator.SubmitAsync(Urls.Account, [], Urls.SignOut);
        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
        using var home = await administrator.GetAsync("/");
        Assert.StartsWith(Urls.SignIn, home.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AccountForm_WithoutItsToken_IsRefused()
    {
        using var administrator = await portal.SignedInAsync();
        using var answer = await administrator.PostAsync("/account/name", new FormUrlEncodedContent([new("name", "Mallory")]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Password_Changed_LetsInWithTheNewOneOnly()
    {
        using var administrator = await portal.SignedInAsync();
        using var changed = await administrator.SubmitAsync(Urls.Account, new() { ["old"] = RunningPortal.Password, ["new"] = "quite another sentence" }, "/account/password");
        Assert.Contains("saved=", changed.Headers.Location!.ToString());
        using var other = portal.Browser();
        using var old = await other.SubmitAsync(Urls.SignIn, new() { ["Input.Email"] = RunningPortal.Email, ["Input.Password"] = RunningPortal.Password });
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
        using var fresh = await other.SubmitAsync(Urls.SignIn, new() { ["Input.Email"] = RunningPortal.Email, ["Input.Password"] = "quite another sentence" });
        Assert.Equal(HttpStatusCode.Redirect, fresh.StatusCode);
    }
}
