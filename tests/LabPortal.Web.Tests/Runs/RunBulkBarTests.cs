using System.Security.Claims;
using LabPortal.Data.Runs;
using LabPortal.Data.Users;
using LabPortal.Web.Runs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LabPortal.Web.Tests.Runs;

[Collection(FilledPortalTests.Name)]
public sealed class RunBulkBarTests(FilledPortal portal)
{
    private static readonly string[] Changing = ["Tag", "Archive", "Restore", "Retry failed (1)", "Run again (1)", "Cancel (1)"];

    [Fact]
    public async Task Bar_OfAMember_OffersWhatTheChosenRunsAllow()
    {
        var html = await RenderAsync(LabRoles.Member);
        Assert.All(Changing.Append("Compare").Append("Select all 1,000 that match"), text => Assert.Contains(text, html));
    }

    [Fact]
    public async Task Bar_OfAViewer_OnlyCompares()
    {
        var html = await RenderAsync(LabRoles.Viewer);
        Assert.Contains("Compare", html);
        Assert.All(Changing, text => Assert.DoesNotContain(text, html));
    }

    private async Task<string> RenderAsync(string role)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ILoggerFactory>());
        ((IHostEnvironmentNavigationManager)scope.ServiceProvider.GetRequiredService<NavigationManager>()).Initialize("http://lab.test/", "http://lab.test/runs");
        var selection = new RunSelection();
        selection.Add([new(Guid.NewGuid(), 1, RunState.Failed, false), new(Guid.NewGuid(), 2, RunState.Completed, true), new(Guid.NewGuid(), 3, RunState.Running, false)]);
        var who = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, "ada"), new(ClaimTypes.Role, role)], "test"));
        RenderFragment bar = builder =>
        {
            builder.OpenComponent<RunBulkBar>(0);
            builder.AddComponentParameter(1, nameof(RunBulkBar.Selection), selection);
            builder.AddComponentParameter(2, nameof(RunBulkBar.View), new RunTableView());
            builder.AddComponentParameter(3, nameof(RunBulkBar.Matching), 1000);
            builder.CloseComponent();
        };
        return await renderer.Dispatcher.InvokeAsync(async () => System.Net.WebUtility.HtmlDecode((await renderer.RenderComponentAsync<CascadingValue<Task<AuthenticationState>>>(
            ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(CascadingValue<>.Value)] = Task.FromResult(new AuthenticationState(who)), [nameof(CascadingValue<>.ChildContent)] = bar,
            }))).ToHtmlString()));
    }
}
