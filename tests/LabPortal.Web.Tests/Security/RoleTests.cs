using System.Net;
using System.Text;
using LabPortal.Data.Users;
using LabPortal.Web.Launching;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests.Security;

public sealed class RoleTests : IAsyncLifetime
{
    private const string Password = "yet another sentence";
    private readonly RunningPortal portal = new();

    public Task InitializeAsync() => portal.InitializeAsync();

    public Task DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Invitation_Accepted_WorksOnce()
    {
        var link = await InviteAsync("grace@lab.test", LabRoles.Viewer);
        using var browser = portal.Browser();
        using var accepted = await AcceptAsync(browser, link);
        Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
        Assert.Contains("Home", await browser.GetStringAsync("/"));
        using var stranger = portal.Browser();
        using var again = await AcceptAsync(stranger, link);
        Assert.Contains("This link has been used", await again.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(LabRoles.Viewer, HttpStatusCode.Forbidden)]
    [InlineData(LabRoles.Member, HttpStatusCode.BadRequest)]
    public async Task Launch_ByRole_IsAllowedOrNot(string role, HttpStatusCode expected)
    {
        using var browser = portal.Browser();
        (await AcceptAsync(browser, await InviteAsync("grace@lab.test", role))).Dispose();
        using var answer = await browser.PostAsync("/api/experiments", new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("/api/corpora?name=x")]
    [InlineData("/api/corpora/from-url")]
    [InlineData("/api/corpora/from-path")]
    public async Task AddingAText_AsAViewer_IsForbidden(string path)
    {
        using var browser = portal.Browser();
        (await AcceptAsync(browser, await InviteAsync("grace@lab.test", LabRoles.Viewer))).Dispose();
        using var added = await browser.PostAsync(path, new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Forbidden, added.StatusCode);
        using var deleted = await browser.DeleteAsync($"/api/corpora/{new string('0', 64)}");
        Assert.Equal(HttpStatusCode.Forbidden, deleted.StatusCode);
        Assert.DoesNotContain("Choose a file", await browser.GetStringAsync("/datasets?add=upload"));
    }

    [Theory]
    [InlineData(LabRoles.Viewer, HttpStatusCode.Forbidden)]
    [InlineData(LabRoles.Member, HttpStatusCode.NotFound)]
    public async Task OrderOfTheQueue_ByRole_IsChangedOrNot(string role, HttpStatusCode expected)
    {
        using var browser = portal.Browser();
        (await AcceptAsync(browser, await InviteAsync("grace@lab.test", role))).Dispose();
        using var moved = await browser.PostAsync("/api/queue/runs/1/move?to=up", null);
        Assert.Equal(expected, moved.StatusCode);
        foreach (var path in new[] { "/api/queue/pause", "/api/workers/vm/drain" })
        {
            using var managed = await browser.PostAsync(path, null);
            Assert.Equal(HttpStatusCode.Forbidden, managed.StatusCode);
        }

        Assert.DoesNotContain("Pause the queue", await browser.GetStringAsync("/workers"));
        Assert.Contains("Administrators change these.", await browser.GetStringAsync("/workers?tab=rules"));
    }

    [Fact]
    public async Task Viewer_SeesNoButtonThatStartsOrManages()
    {
        using var browser = portal.Browser();
        (await AcceptAsync(browser, await InviteAsync("grace@lab.test", LabRoles.Viewer))).Dispose();
        Assert.DoesNotContain("play_arrow", await browser.GetStringAsync("/studies/pitfalls"));
        Assert.DoesNotContain(Urls.Users, await browser.GetStringAsync("/"));
        using var asked = await browser.PostAsync("/api/runs/1/generate", new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Forbidden, asked.StatusCode);
        using var users = await browser.GetAsync(Urls.Users);
        Assert.Equal("/forbidden", users.Headers.Location?.AbsolutePath);
    }

    [Fact]
    public async Task Viewer_OfAPivotWithHoles_SeesThemWithoutButtons()
    {
        using var browser = portal.Browser();
        (await AcceptAsync(browser, await InviteAsync("emmy@lab.test", LabRoles.Viewer))).Dispose();
        var experiment = await portal.Services.GetRequiredService<ExperimentLauncher>().LaunchAsync(ExperimentLauncher.StudySpec("pitfalls", "quick"), "ada@lab.test", queue: false);
        var html = await browser.GetStringAsync(Urls.CompareExperiment(experiment.Id, "pivot"));
        Assert.Contains("3 missing", html);
        Assert.DoesNotContain("queue 3 more", html);
        Assert.DoesNotContain("Queue all", html);
    }

    private async Task<string> InviteAsync(string email, string role)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<LabUser>>();
        var user = new LabUser { UserName = email, Email = email, EmailConfirmed = true };
        Assert.True((await users.CreateAsync(user)).Succeeded);
        await users.AddToRoleAsync(user, role);
        return $"{Urls.Invite}?user={user.Id}&token={Uri.EscapeDataString(await users.GeneratePasswordResetTokenAsync(user))}";
    }

    private static Task<HttpResponseMessage> AcceptAsync(HttpClient browser, string link) =>
        browser.SubmitAsync(link, new() { ["Input.Name"] = "Grace", ["Input.Password"] = Password });
}
