using LabPortal.Data;
using LabPortal.Web.Comparing;
using LabPortal.Web.Launching;
using LabPortal.Web.Toasts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests.Comparing;

public sealed class SeedPlanTests(RunningPortal portal) : IClassFixture<RunningPortal>
{
    [Fact]
    public async Task Queue_OfWhatAnArmLacks_MakesThoseRuns_AndUndoCancelsThem()
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var experiment = await portal.Services.GetRequiredService<ExperimentLauncher>().LaunchAsync(ExperimentLauncher.StudySpec("pitfalls", "quick"), "ada@lab.test", queue: false);
        var comparison = (await portal.Services.GetRequiredService<ComparisonReader>().OfExperimentAsync(experiment.Id, default))!;
        var arm = comparison.Arms[1];

        await scope.ServiceProvider.GetRequiredService<SeedPlan>().QueueAsync([(arm, [1, 7])]);
        Assert.Equal(["1 Queued", "2 Draft", "3 Draft", "7 Queued"], await RunsAsync(arm.Id));
        var toaster = scope.ServiceProvider.GetRequiredService<Toaster>();
        Assert.Equal("2 runs are queued.", toaster.Shown[0].Text);

        await toaster.UndoAsync(toaster.Shown[0]);
        Assert.Equal(["1 Cancelled", "2 Draft", "3 Draft", "7 Cancelled"], await RunsAsync(arm.Id));
    }

    private async Task<IReadOnlyList<string>> RunsAsync(Guid arm)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        return await db.Runs.Where(run => run.ArmId == arm).OrderBy(run => run.Seed).Select(run => $"{run.Seed} {run.State}").ToListAsync();
    }
}
