using LabPortal.Data;
using LabPortal.Data.Runs;
using LabPortal.Data.Views;
using LabPortal.Web.Shell;
using LabPortal.Web.Tests.Corpora;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests.Shell;

[Collection(FilledPortalTests.Name)]
public sealed class LabSearchTests(FilledPortal portal)
{
    [Theory]
    [InlineData("pitfalls of", "study")]
    [InlineData("PITFALLS", "experiment v1")]
    [InlineData("sonnet", "text")]
    [InlineData("eval/acc", "metric, as a column of the runs")]
    [InlineData("worker", "page")]
    public async Task Find_PartOfAName_FindsIt(string asked, string what) => Assert.Contains(await FindAsync(asked), hit => hit.What == what);

    [Theory]
    [InlineData("9")]
    [InlineData("#9")]
    public async Task Find_Number_LeadsToTheRun(string asked) => Assert.Equal((Urls.Run(9), "Run 9: teacherless, seed 3"), (await FindAsync(asked)).Select(hit => (hit.Url, hit.Title)).First());

    [Fact]
    public async Task Find_Arm_LeadsToItsRuns()
    {
        var hits = await FindAsync("teacherless");
        Assert.NotEmpty(hits);
        Assert.All(hits, hit => Assert.Matches(@"^Run \d+: teacherless( \+ seeds)?, seed \d+$", hit.Title));
    }

    [Fact]
    public async Task Find_Text_LeadsToItsPage() => Assert.Equal(Urls.Dataset(TextServer.Hash), Assert.Single(await FindAsync("sonnet")).Url);

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("nothing of the kind")]
    public async Task Find_WhatIsNotThere_FindsNothing(string asked) => Assert.Empty(await FindAsync(asked));

    [Fact]
    public async Task Find_TagAndView_LeadToTheRunsThatTheyMean()
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        await portal.Services.GetRequiredService<RunCare>().TagAsync([await db.Runs.Where(run => run.Number == 3).Select(run => run.Id).SingleAsync()], "found by search");
        var who = new ViewActor(await db.Users.Select(user => user.Id).FirstAsync(), false);
        await portal.Services.GetRequiredService<ViewStore>().SaveAsync(who, "Looked for", "sort=seed");
        var view = Assert.Single(await portal.Services.GetRequiredService<LabSearch>().FindAsync("looked", who));
        Assert.Equal("/runs?sort=seed", view.Url);
        Assert.Empty(await FindAsync("looked"));
        Assert.Contains("found%20by%20search", Assert.Single(await FindAsync("by search")).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_Nothing_OffersThePages() => Assert.Equal(LabSearch.Pages, await FindAsync(" "));

    [Fact]
    public async Task Hits_OfEveryKind_Open()
    {
        foreach (var asked in new[] { "pitfalls", "sonnet", "teacherless", "7", "loss" })
            foreach (var hit in await FindAsync(asked))
                Assert.True((await portal.Administrator.GetAsync(hit.Url)).IsSuccessStatusCode, hit.Url);
    }

    private Task<IReadOnlyList<Hit>> FindAsync(string asked) => portal.Services.GetRequiredService<LabSearch>().FindAsync(asked, null);
}
