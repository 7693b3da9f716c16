using LabPortal.Data.Experiments;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Tests.Experiments;

public sealed class StartPointsTests
{
    [Fact]
    public async Task Create_ArmsThatStartFromOthers_GiveEachRunTheOneOfItsSeed()
    {
        await using var lab = await TempLab.CreateAsync();
        await CreateAsync(lab, [1, 2], new NewArm("tuned", "{}", "1", 5) { AfterArm = "base" }, new NewArm("base", "{}", "2", 5));
        Assert.Equal(["tuned 1 after base 1", "base 1", "tuned 2 after base 2", "base 2"], await StartsAsync(lab));
    }

    [Fact]
    public async Task Create_ArmThatStartsFromARun_GivesItToEverySeed()
    {
        await using var lab = await TempLab.CreateAsync();
        await CreateAsync(lab, [7], new NewArm("base", "{}", "2", 5));
        await CreateAsync(lab, [1, 2], new NewArm("tuned", "{}", "1", 5) { AfterRun = 1 }, new NewArm("lost", "{}", "3", 5) { AfterRun = 99 });
        Assert.Equal(["base 7", "tuned 1 after base 7", "lost 1", "tuned 2 after base 7", "lost 2"], await StartsAsync(lab));
    }

    [Fact]
    public async Task QueueArms_NewSeedOfAnArmThatStartsFromOthers_QueuesThoseToo()
    {
        await using var lab = await TempLab.CreateAsync();
        var experiment = await CreateAsync(lab, [1], new NewArm("third", "{}", "1", 5) { AfterArm = "second" }, new NewArm("second", "{}", "2", 5) { AfterArm = "first" }, new NewArm("first", "{}", "3", 5));
        var third = await lab.Db().Arms.Where(arm => arm.ExperimentId == experiment.Id && arm.Name == "third").Select(arm => arm.Id).SingleAsync();
        Assert.Equal(3, (await lab.Get<ExperimentStore>().QueueArmsAsync([third], [5])).Count);
        Assert.Equal(["third 5 after second 5", "second 5 after first 5", "first 5"], (await StartsAsync(lab))[3..]);
    }

    [Fact]
    public async Task QueueArms_SourceThatWasRunAgain_StartsFromTheOneThatCompleted()
    {
        await using var lab = await TempLab.CreateAsync();
        var experiment = await CreateAsync(lab, [1], new NewArm("base", "{}", "1", 5), new NewArm("tuned", "{}", "2", 5) { AfterArm = "base" });
        var source = await lab.Db().Runs.Where(run => run.Arm!.Name == "base").Select(run => run.Id).SingleAsync();
        await lab.Get<IRunQueue>().EnqueueAsync([source]);
        await lab.Get<Leases>().EndAsync((await lab.Get<Leases>().ClaimAsync(source, "worker-a"))!, AttemptOutcome.Completed);
        await lab.Get<ExperimentStore>().RunAgainAsync(source);
        await using (var db = lab.Db())
        {
            db.Runs.Remove(await db.Runs.SingleAsync(run => run.Arm!.Name == "tuned"));
            await db.SaveChangesAsync();
        }

        await lab.Get<ExperimentStore>().QueueMissingAsync(experiment.Id, [1]);
        Assert.Equal(source, (await lab.Db().Runs.SingleAsync(run => run.Arm!.Name == "tuned")).AfterRunId);
    }

    [Fact]
    public async Task RunAgain_OfSuchARun_StartsFromTheSame()
    {
        await using var lab = await TempLab.CreateAsync();
        await CreateAsync(lab, [1], new NewArm("base", "{}", "1", 5), new NewArm("tuned", "{}", "2", 5) { AfterArm = "base" });
        var tuned = await lab.Db().Runs.SingleAsync(run => run.Arm!.Name == "tuned");
        Assert.Equal(tuned.AfterRunId, (await lab.Get<ExperimentStore>().RunAgainAsync(tuned.Id)).AfterRunId);
    }

    [Fact]
    public async Task Create_ArmByArm_MakesAllSeedsOfAnArmFirst()
    {
        await using var lab = await TempLab.CreateAsync();
        await lab.Get<ExperimentStore>().CreateAsync(new("x", "", "{}", "0", [new("a", "{}", "1", 5), new("b", "{}", "2", 5)], [1, 2], "ada") { ArmByArm = true, HalvingJson = "{}" });
        Assert.Equal(["a 1", "a 2", "b 1", "b 2"], await StartsAsync(lab));
        Assert.Equal("{}", (await lab.Db().Experiments.SingleAsync()).HalvingJson);
    }

    private static Task<Experiment> CreateAsync(TempLab lab, long[] seeds, params NewArm[] arms) =>
        lab.Get<ExperimentStore>().CreateAsync(new($"experiment {arms[0].Name}", "", "{}", "0", arms, seeds, "ada"));

    private static async Task<List<string>> StartsAsync(TempLab lab)
    {
        await using var db = lab.Db();
        var runs = await db.Runs.Include(run => run.Arm).OrderBy(run => run.Number).ToListAsync();
        return [.. runs.Select(run => $"{run.Arm!.Name} {run.Seed}" + (runs.Find(after => after.Id == run.AfterRunId) is { } after ? $" after {after.Arm!.Name} {after.Seed}" : ""))];
    }
}
