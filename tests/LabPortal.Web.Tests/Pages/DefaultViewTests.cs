using System.Net;
using LabPortal.Data;
using LabPortal.Data.Users;
using LabPortal.Data.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests.Pages;

public sealed class DefaultViewTests : IAsyncLifetime
{
    private readonly RunningPortal portal = new();

    public Task InitializeAsync() => portal.InitializeAsync();

    public Task DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Runs_OfAPersonWithADefaultView_OpenWithIt()
    {
        using var ada = await portal.SignedInAsync();
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync(Urls.Runs)).StatusCode);
        var (who, views) = (await ActorAsync(), portal.Services.GetRequiredService<ViewStore>());
        await views.SaveAsync(who, "Failures", "filter=state%20%3D%20failed");
        await views.OpenWithAsync(who, (await views.ListAsync(who))[0].Id);

        using var opened = await ada.GetAsync(Urls.Runs);
        Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
        Assert.EndsWith("/runs?filter=state%20%3D%20failed", opened.Headers.Location!.OriginalString);
        // What is asked for stands, also the table as it comes.
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync("/runs?plain=true")).StatusCode);
        Assert.Contains("Failures", await ada.GetStringAsync("/runs?filter=state%20%3D%20failed"));
    }

    private async Task<ViewActor> ActorAsync()
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        return new ViewActor((await db.Set<LabUser>().SingleAsync()).Id, true);
    }
}
