using LabPortal.Data.Playground;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Data.Tests.Playground;

public sealed class PlaygroundStoreTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public async Task Question_AskedTakenAndAnswered_ComesBackAndGoes()
    {
        await using var lab = await CreateAsync();
        var store = lab.Get<PlaygroundStore>();
        var run = (await lab.AddRunsAsync(1))[0];
        var id = await store.AskAsync(run.Id, 50, "what?", "ada");
        Assert.Equal((1, new PlaygroundState(false, null)), (await store.WaitingAsync(), await store.StateAsync(id)));

        Assert.Equal(id, await store.TakeAsync("worker-a"));
        Assert.Null(await store.TakeAsync("worker-b"));
        Assert.Equal((0, new PlaygroundState(true, null)), (await store.WaitingAsync(), await store.StateAsync(id)));
        Assert.Equal(new PlaygroundTask(run.Id, run.Number, run.Seed, "{}", 50, null, "what?"), await store.OpenAsync(id));

        await store.AnswerAsync(id, "that");
        await store.AnswerAsync(id, "no, this");
        Assert.Equal(new PlaygroundState(true, "that"), await store.StateAsync(id));

        await store.WithdrawAsync(id);
        Assert.Null(await store.OpenAsync(id));
        Assert.Equal(new PlaygroundState(false, null), await store.StateAsync(id));
        await store.AnswerAsync(id, "too late");
        Assert.Equal(0, await lab.Db().PlaygroundRequests.CountAsync());
    }

    [Fact]
    public async Task Take_ManyWorkersAtOnce_EachQuestionGoesToOneOldestFirst()
    {
        await using var lab = await CreateAsync();
        var run = (await lab.AddRunsAsync(1))[0];
        var asked = new List<Guid>();
        for (var i = 0; i < 6; i++)
        {
            asked.Add(await lab.Get<PlaygroundStore>().AskAsync(run.Id, 1, "", "ada"));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(asked[0], await lab.Get<PlaygroundStore>().TakeAsync("first"));
        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            await using var worker = TempLab.View(lab.Folder, services => services.AddSingleton<TimeProvider>(_time));
            var mine = new List<Guid>();
            for (var tries = 0; tries < 20; tries++)
                if (await worker.Get<PlaygroundStore>().TakeAsync($"worker-{i}") is { } id)
                    mine.Add(id);
            return mine;
        })));
        Assert.Equal(asked.Skip(1).Order(), taken.SelectMany(mine => mine).Order());
    }

    [Fact]
    public async Task Take_AsManyWorkersAsQuestions_NoneGoesAwayWithoutOne()
    {
        await using var lab = await CreateAsync();
        var store = lab.Get<PlaygroundStore>();
        var run = (await lab.AddRunsAsync(1))[0];
        var asked = new List<Guid>();
        for (var i = 0; i < 8; i++) asked.Add(await store.AskAsync(run.Id, 1, "", "ada"));
        var taken = await Task.WhenAll(Enumerable.Range(0, asked.Count).Select(i => Task.Run(() => store.TakeAsync($"worker-{i}"))));
        Assert.Equal(asked.Order(), taken.Select(id => id ?? Guid.Empty).Order());
    }

    [Fact]
    public async Task Open_CheckpointOfTheStep_IsNamed()
    {
        await using var lab = await CreateAsync();
        var lease = await lab.ClaimNewAsync();
        var file = Path.Combine(lab.Folder, "checkpoint");
        await File.WriteAllTextAsync(file, "weights");
        await lab.Get<LabPortal.Data.Runs.AttemptWriter>().KeepCheckpointAsync(lease, 40, file);
        var store = lab.Get<PlaygroundStore>();
        var hash = (await lab.Db().Checkpoints.SingleAsync()).ArtifactHash;
        Assert.Equal(hash, (await store.OpenAsync(await store.AskAsync(lease.RunId, 40, "", "ada")))!.ArtifactHash);
        Assert.Null((await store.OpenAsync(await store.AskAsync(lease.RunId, 41, "", "ada")))!.ArtifactHash);
    }

    [Fact]
    public async Task Question_NobodyWaitsForAnyMore_IsNotTakenAndSweptAway()
    {
        await using var lab = await CreateAsync();
        var store = lab.Get<PlaygroundStore>();
        var run = (await lab.AddRunsAsync(1))[0];
        await store.AskAsync(run.Id, 1, "", "ada");
        _time.Advance(TimeSpan.FromMinutes(3));
        var fresh = await store.AskAsync(run.Id, 1, "", "ada");
        Assert.Equal(fresh, await store.TakeAsync("worker-a"));
        Assert.Null(await store.TakeAsync("worker-a"));
        await store.SweepAsync();
        Assert.Equal([fresh], await lab.Db().PlaygroundRequests.Select(request => request.Id).ToListAsync());
    }

    private Task<TempLab> CreateAsync() => TempLab.CreateAsync(services => services.AddSingleton<TimeProvider>(_time));
}
