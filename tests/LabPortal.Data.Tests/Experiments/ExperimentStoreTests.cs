using LabPortal.Data.Experiments;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Tests.Experiments;

public sealed class ExperimentStoreTests
{
    [Fact]
    public async Task Create_ArmsAndSeeds_MakesADraftRunOfEachSeedBySeed()
    {
        await using var lab = await TempLab.CreateAsync();
        var first = await CreateAsync(lab, "pitfalls", [1, 2]);
        var second = await CreateAsync(lab, "pitfalls", [1]);

        Assert.Equal((1, 2), (first.Version, second.Version));
        await using var db = lab.Db();
        var runs = await db.Runs.Include(r => r.Arm).OrderBy(r => r.Number).ToListAsync();
        Assert.Equal(["forward 1", "reversed 1", "forward 2", "reversed 2", "forward 1", "reversed 1"], runs.Select(r => $"{r.Arm!.Name} {r.Seed}"));
        Assert.Equal([1, 2, 3, 4, 5, 6], runs.Select(r => r.Number));
        Assert.All(runs, r => Assert.Equal((RunState.Draft, 500), (r.State, r.TotalSteps)));
    }

    [Fact]
    public async Task Queue_Experiment_QueuesItsDraftsOnce()
    {
        await using var lab = await TempLab.CreateAsync();
        var experiment = await CreateAsync(lab, "pitfalls", [1, 2]);
        await CreateAsync(lab, "another", [1]);
        Assert.Equal(4, await lab.Get<ExperimentStore>().QueueAsync(experiment.Id));
        Assert.Equal(0, await lab.Get<ExperimentStore>().QueueAsync(experiment.Id));
        Assert.Equal(4, await lab.Db().Runs.CountAsync(r => r.State == RunState.Queued));
    }

    [Fact]
    public async Task Archive_AndBack_KeepsTheFirstMoment()
    {
        await using var lab = await TempLab.CreateAsync();
        var experiment = await CreateAsync(lab, "pitfalls", [1]);
        await lab.Get<ExperimentStore>().ArchiveAsync(experiment.Id, true);
        var at = (await lab.Db().Experiments.SingleAsync()).ArchivedAt;
        Assert.NotNull(at);
        await lab.Get<ExperimentStore>().ArchiveAsync(experiment.Id, true);
        Assert.Equal(at, (await lab.Db().Experiments.SingleAsync()).ArchivedAt);
        await lab.Get<ExperimentStore>().ArchiveAsync(experiment.Id, false);
        Assert.Null((await lab.Db().Experiments.SingleAsync()).ArchivedAt);
    }

    [Fact]
    public async Task QueueMissing_SomeDoneSomeFailed_QueuesOnlyWhatLacks()
    {
        await using var lab = await TempLab.CreateAsync();
        var experiment = await CreateAsync(lab, "pitfalls", [1]);
        await lab.Get<ExperimentStore>().QueueAsync(experiment.Id);
        var ids = await lab.Db().Runs.OrderBy(r => r.Number).Select(r => r.Id).ToListAsync();
        await EndAsync(lab, ids[0], AttemptOutcome.Completed);
        await EndAsync(lab, ids[1], AttemptOutcome.Failed);

        Assert.Equal(3, await lab.Get<ExperimentStore>().QueueMissingAsync(experiment.Id, [1, 7]));

        var runs = await lab.Db().Runs.Include(r => r.Arm).OrderBy(r => r.Number).ToListAsync();
        Assert.Equal(["forward 1 Completed", "reversed 1 Queued", "forward 7 Queued", "reversed 7 Queued"], runs.Select(r => $"{r.Arm!.Name} {r.Seed} {r.State}"));
        Assert.Equal(0, await lab.Get<ExperimentStore>().QueueMissingAsync(experiment.Id, [1, 7]));
    }

    [Fact]
    public async Task QueueArms_OfOneArm_LeavesTheOthersAlone()
    {
        await using var lab = await TempLab.CreateAsync();
        var experiment = await CreateAsync(lab, "pitfalls", [1]);
        var arm = await lab.Db().Arms.Where(a => a.ExperimentId == experiment.Id && a.Name == "reversed").Select(a => a.Id).SingleAsync();

        Assert.Equal(2, (await lab.Get<ExperimentStore>().QueueArmsAsync([arm], [1, 2])).Count);

        var runs = await lab.Db().Runs.Include(r => r.Arm).OrderBy(r => r.Number).ToListAsync();
        Assert.Equal(["forward 1 Draft", "reversed 1 Queued", "reversed 2 Queued"], runs.Select(r => $"{r.Arm!.Name} {r.Seed} {r.State}"));
    }

    [Fact]
    public async Task RunAgain_CompletedRun_MakesAnotherAndKeepsTheFirst()
    {
        await using var lab = await TempLab.CreateAsync();
        var lease = await lab.ClaimNewAsync();
        await lab.Get<Leases>().EndAsync(lease, AttemptOutcome.Completed);
        var again = await lab.Get<ExperimentStore>().RunAgainAsync(lease.RunId);
        var first = await lab.RunAsync(lease.RunId);
        var second = await lab.RunAsync(again.Id);
        Assert.Equal((RunState.Completed, RunState.Queued), (first.State, second.State));
        Assert.Equal((first.ArmId, first.Seed), (second.ArmId, second.Seed));
    }

    private static async Task EndAsync(TempLab lab, Guid run, AttemptOutcome outcome)
    {
        var lease = (await lab.Get<Leases>().ClaimAsync(run, "worker-a"))!;
        Assert.True(await lab.Get<Leases>().EndAsync(lease, outcome, "because"));
    }

    private static Task<Experiment> CreateAsync(TempLab lab, string name, long[] seeds) =>
        lab.Get<ExperimentStore>().CreateAsync(new(name, "", "{}", "0",
            [new("forward", "{}", "1", 500), new("reversed", "{}", "2", 500)], seeds, "somebody"));
}
