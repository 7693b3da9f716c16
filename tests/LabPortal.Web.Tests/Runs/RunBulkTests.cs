using LabPortal.Data;
using LabPortal.Data.Runs;
using LabPortal.Web.Launching;
using LabPortal.Web.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests.Runs;

public sealed class RunBulkTests : IAsyncLifetime
{
    private readonly RunningPortal portal = new();

    public Task InitializeAsync() => portal.InitializeAsync();

    public Task DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Queue_ThenCancel_TakesEveryRunThatCan()
    {
        var bulk = portal.Services.GetRequiredService<RunBulk>();
        await portal.Services.GetRequiredService<ExperimentLauncher>().LaunchAsync(ExperimentLauncher.StudySpec("pitfalls", "quick"), "ada", queue: false);
        var ids = await IdsAsync();
        Assert.Equal(9, await bulk.QueueAsync(ids));
        Assert.Equal(0, await bulk.QueueAsync(ids));
        Assert.Equal(9, await bulk.CancelAsync(ids));
        Assert.Equal(0, await bulk.CancelAsync(ids));
        Assert.Equal(9, await bulk.QueueAsync(ids));
    }

    [Fact]
    public async Task Repeat_MakesAnotherRunOfTheSameArmAndSeed()
    {
        await portal.Services.GetRequiredService<ExperimentLauncher>().LaunchAsync(ExperimentLauncher.StudySpec("pitfalls", "quick"), "ada", queue: false);
        var ids = await IdsAsync();
        Assert.Equal(2, await portal.Services.GetRequiredService<RunBulk>().RepeatAsync([.. ids.Take(2)]));
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        var runs = await db.Runs.AsNoTracking().ToListAsync();
        Assert.Equal(11, runs.Count);
        Assert.Equal(2, runs.GroupBy(run => (run.ArmId, run.Seed)).Count(same => same.Count() == 2));
        Assert.Equal(2, runs.Count(run => run.State == RunState.Queued));
    }

    private async Task<List<Guid>> IdsAsync()
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        return await db.Runs.OrderBy(run => run.Number).Select(run => run.Id).ToListAsync();
    }
}
