using LabPortal.Data.Artifacts;
using LabPortal.Data.Corpora;
using LabPortal.Data.Experiments;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Data.Tests.Backups;
using LabPortal.Data.Trash;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Tests.Trash;

public sealed class TrashStoreTests
{
    [Fact]
    public async Task ThrowRuns_SomeWaitOrRun_TakesTheOthersAndNothingShowsThem()
    {
        await using var lab = await TempLab.CreateAsync();
        var runs = await lab.AddRunsAsync(3);
        await lab.Get<IRunQueue>().EnqueueAsync([runs[0].Id]);
        var trash = lab.Get<TrashStore>();
        Assert.Equal(new[] { runs[1].Id, runs[2].Id }.Order(), (await trash.ThrowRunsAsync([.. runs.Select(run => run.Id)], "ada")).Order());
        var page = await lab.Get<RunQueries>().PageAsync(new() { Take = 10 });
        Assert.Equal([runs[0].Id], page.Rows.Select(row => row.Id));
        Assert.Equal(["ada", "ada"], (await trash.AllAsync()).Select(item => item.By));

        await trash.TakeOutRunsAsync([runs[1].Id]);
        Assert.Equal(2, (await lab.Get<RunQueries>().PageAsync(new() { Take = 10 })).Total);
        Assert.Equal(runs[2].Number, Assert.Single(await trash.AllAsync()).RunNumber);
    }

    [Fact]
    public async Task Create_NumberAndVersionAreInTheTrash_TakesTheNextOnes()
    {
        await using var lab = await TempLab.CreateAsync();
        var store = lab.Get<ExperimentStore>();
        var first = await store.CreateAsync(Wanted());
        Assert.True(await lab.Get<TrashStore>().ThrowExperimentAsync(first.Id, "ada"));
        var second = await store.CreateAsync(Wanted());
        Assert.Equal(2, second.Version);
        await using var db = lab.Db();
        Assert.Equal([2], await db.Runs.Select(run => run.Number).ToListAsync());
        Assert.Equal([second.Id], await db.Experiments.Select(experiment => experiment.Id).ToListAsync());
    }

    [Fact]
    public async Task TakeOutExperiment_OneRunWasThrownAwayBefore_LeavesThatOne()
    {
        await using var lab = await TempLab.CreateAsync();
        var runs = await lab.AddRunsAsync(3);
        var trash = lab.Get<TrashStore>();
        await trash.ThrowRunsAsync([runs[0].Id], "ada");
        Assert.True(await trash.ThrowExperimentAsync(runs[0].ExperimentId, "ada"));
        Assert.Equal(3, Assert.Single(await trash.AllAsync()).Runs);
        await trash.TakeOutRunsAsync([runs[1].Id]); // its experiment is what must be taken out
        Assert.Single(await trash.AllAsync());
        await trash.TakeOutExperimentAsync(runs[0].ExperimentId);
        await using var db = lab.Db();
        Assert.Equal([runs[1].Id, runs[2].Id], await db.Runs.OrderBy(run => run.Number).Select(run => run.Id).ToListAsync());
    }

    [Fact]
    public async Task ThrowExperiment_ARunWaits_IsRefused()
    {
        await using var lab = await TempLab.CreateAsync();
        var run = (await lab.AddRunsAsync(1))[0];
        await lab.Get<IRunQueue>().EnqueueAsync([run.Id]);
        Assert.False(await lab.Get<TrashStore>().ThrowExperimentAsync(run.ExperimentId, "ada"));
    }

    [Fact]
    public async Task DeleteCorpus_ItsUserIsInTheTrash_IsRefused()
    {
        await using var lab = await TempLab.CreateAsync();
        var corpus = (await lab.Get<CorpusStore>().AddAsync(new MemoryStream("a text"u8.ToArray()), new("text", "me", "file"), 100)).Corpus!;
        var experiment = await lab.Get<ExperimentStore>().CreateAsync(Wanted($$"""{"corpus":"{{corpus.Hash}}"}"""));
        await lab.Get<TrashStore>().ThrowExperimentAsync(experiment.Id, "ada");
        Assert.False((await lab.Get<CorpusStore>().DeleteAsync(corpus.Hash)).IsGone);
    }

    [Fact]
    public async Task Purge_FreesWhatItSaidAndKeepsWhatOthersUse()
    {
        await using var lab = await TempLab.CreateAsync();
        var lease = await SavedLab.FillAsync(lab);
        await SavedLab.CheckpointAsync(lab, lease, 20);
        await lab.Get<Leases>().EndAsync(lease, AttemptOutcome.Completed);
        var other = await lab.ClaimNewAsync();
        await SavedLab.CheckpointAsync(lab, other, 20); // the same content
        var before = (await SavedLab.RowsAsync(lab)).Sum(table => table.Value.Count);
        await lab.Get<TrashStore>().ThrowExperimentAsync((await lab.RunAsync(lease.RunId)).ExperimentId, "ada");

        var size = await lab.Get<Purge>().WeighAsync();
        Assert.Equal((1, 1, 1, 10), (size.Experiments, size.Runs, size.Files, size.Bytes)); // "weights 10"
        var bytes = Stored(lab);
        Assert.Equal(size, await lab.Get<Purge>().RunAsync());
        Assert.Equal(bytes - size.Bytes, Stored(lab));
        Assert.Equal(before - size.Rows, (await SavedLab.RowsAsync(lab)).Sum(table => table.Value.Count));
        Assert.Equal(new PurgeSize(0, 0, 0, 0, 0), await lab.Get<Purge>().WeighAsync());
        await using var db = lab.Db();
        Assert.NotNull(await lab.Get<ArtifactStore>().FetchAsync(await db.Checkpoints.Select(checkpoint => checkpoint.ArtifactHash).SingleAsync()));
    }

    private static long Stored(TempLab lab) => new DirectoryInfo(Path.Combine(lab.Folder, "artifacts")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static NewExperiment Wanted(string spec = "{}") => new("one", "", "{}", "0", [new NewArm("arm", spec, "0", 10, "cpu")], [1], "ada");
}
