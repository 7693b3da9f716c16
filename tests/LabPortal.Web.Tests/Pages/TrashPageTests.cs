using System.Net;
using LabPortal.Data;
using LabPortal.Data.Runs;
using LabPortal.Data.Trash;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests.Pages;

[Collection(FilledPortalTests.Name)]
public sealed class TrashPageTests(FilledPortal portal)
{
    [Fact]
    public async Task Trash_ARunIsInIt_ItsPageIsNotFoundAndTheTrashShowsIt()
    {
        var browser = portal.Administrator;
        var services = portal.Services;
        await using var db = await services.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        var run = await db.Runs.AsNoTracking().SingleAsync(run => run.State == RunState.Failed);
        var trash = services.GetRequiredService<TrashStore>();
        await trash.ThrowRunsAsync([run.Id], "ada");
        try
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/api/runs/{run.Number}/metrics")).StatusCode);
            var page = await browser.GetStringAsync("/trash");
            Assert.Contains($"Run {run.Number}", page);
            Assert.Contains("Take back", page);
            Assert.Contains("Purge", page);
        }
        finally
        {
            await trash.TakeOutRunsAsync([run.Id]);
        }

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/api/runs/{run.Number}/metrics")).StatusCode);
    }
}
