using LabPortal.Data.Playground;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Data.Tests.Queue;
using LabPortal.Data.Workers;
using LabPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Data.Tests.Postgres;

/// <summary>What many writers at once must not do to each other.</summary>
public sealed class PostgresTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [PostgresFact]
    public async Task Write_OpenOnOneRun_KeepsNobodyFromWritingAnother()
    {
        await using var lab = await TempLab.CreateAsync();
        var (one, other) = (await lab.ClaimNewAsync(), await lab.ClaimNewAsync());
        await using (var open = await FencedWrite.BeginRecordsAsync(lab.Contexts, one, default))
        {
            Assert.NotNull(open);
            Assert.True((await lab.Get<AttemptWriter>().WriteAsync(other, Batch(1, 5)).WaitAsync(Patience)).Held);
            var same = lab.Get<AttemptWriter>().WriteAsync(one, Batch(1, 5));
            Assert.NotSame(same, await Task.WhenAny(same, Task.Delay(300)));
            await open.CommitAsync(default);
            Assert.True((await same.WaitAsync(Patience)).Held);
        }
    }

    [PostgresFact]
    public async Task Stamps_OfManyWriters_BecomeVisibleInTheirOrder()
    {
        await using var lab = await TempLab.CreateAsync();
        var leases = new List<AttemptLease>();
        for (var i = 0; i < 6; i++) leases.Add(await lab.ClaimNewAsync());
        using var over = new CancellationTokenSource();
        var seen = new List<(Guid Run, long Stamp)>();
        var reading = Task.Run(async () =>
        {
            for (var last = 0L; !over.IsCancellationRequested;)
            {
                await using var db = lab.Db();
                var news = await db.Runs.Where(r => r.Stamp > last).OrderBy(r => r.Stamp).Select(r => new { r.Id, r.Stamp }).ToListAsync();
                seen.AddRange(news.Select(r => (r.Id, r.Stamp)));
                if (news.Count > 0) last = news[^1].Stamp;
            }
        });
        await Task.WhenAll(leases.Select(lease => Task.Run(async () =>
        {
            for (var batch = 1; batch <= 40; batch++) await lab.Get<AttemptWriter>().WriteAsync(lease, Batch(batch, batch));
        })));
        await Task.Delay(200);
        await over.CancelAsync();
        await reading;

        // A stamp that became visible after a higher one had been read would never be seen: then the last of some run is missing.
        await using var now = lab.Db();
        foreach (var run in await now.Runs.ToListAsync())
            Assert.Contains((run.Id, run.Stamp), seen);
        Assert.Equal(seen.Count, seen.DistinctBy(one => one.Stamp).Count());
    }

    [PostgresFact]
    public async Task Storm_OfAllKindsOfWrites_LocksNobodyOutAndLosesNothing()
    {
        await using var lab = await TempLab.CreateAsync();
        var leases = new List<AttemptLease>();
        for (var i = 0; i < 4; i++) leases.Add(await lab.ClaimNewAsync());
        var waiting = await lab.AddRunsAsync(1);
        using var over = new CancellationTokenSource();
        var others = new[]
        {
            Repeat(() => lab.Get<Leases>().ReclaimLostAsync()),
            Repeat(() => lab.Get<RunCare>().TagAsync([.. leases.Select(lease => lease.RunId)], "seen")),
            Repeat(() => lab.Get<RunCare>().UntagAsync([.. leases.Select(lease => lease.RunId)], "seen")),
            Repeat(() => lab.Get<IRunQueue>().PrioritizeAsync(waiting[0].Id, 1)),
        };
        await Task.WhenAll(leases.Select(lease => Task.Run(async () =>
        {
            for (var batch = 1; batch <= 40; batch++)
            {
                Assert.True((await lab.Get<AttemptWriter>().WriteAsync(lease, Batch(batch, batch))).Held);
                Assert.True((await lab.Get<Leases>().HeartbeatAsync(lease)).Held);
            }

            Assert.True(await lab.Get<Leases>().EndAsync(lease, AttemptOutcome.Completed));
        }))).WaitAsync(Patience);
        await over.CancelAsync();
        await Task.WhenAll(others).WaitAsync(Patience);

        foreach (var lease in leases)
        {
            Assert.Equal(RunState.Completed, (await lab.RunAsync(lease.RunId)).State);
            Assert.Equal(40, (await lab.Get<Data.Metrics.IMetricStore>().SeriesAsync([lease.RunId])).Single().Count);
        }

        Task Repeat(Func<Task> write) => Task.Run(async () =>
        {
            while (!over.IsCancellationRequested) await write();
        });
    }

    [PostgresFact]
    public async Task Cluster_OfThreeWorkers_GivesEachRunItsTurnOnce()
    {
        await using var portal = await TempLab.CreateAsync();
        var runs = await portal.AddRunsAsync(30);
        var executors = Enumerable.Range(0, 3).Select(_ => new ClaimingExecutor()).ToList();
        var workers = executors.Select(executor => TempLab.View(portal.Folder, services => services.AddSingleton<IRunExecutor>(executor))).ToList();
        for (var i = 0; i < 3; i++)
        {
            (executors[i].Lab, executors[i].Name) = (workers[i], $"worker-{i}");
            await portal.ReportAsync($"worker-{i}", worker => worker.Announce("cpu=2", "cpu", "1", 2, 0, DateTime.UtcNow));
            await workers[i].Get<LabScheduler>().StartAsync(new Dictionary<string, int> { ["cpu"] = 2 });
        }

        await portal.Get<IRunQueue>().EnqueueAsync([.. runs.Select(run => run.Id)]);
        for (var began = DateTime.UtcNow; executors.Sum(executor => executor.Done.Count) < runs.Count; await Task.Delay(100))
        {
            Assert.True(DateTime.UtcNow - began < Patience, "Not every run had its turn within a minute.");
            foreach (var worker in workers) await worker.Get<IRunQueue>().ReconcileAsync();
        }

        Assert.Equal(runs.Select(run => run.Id).Order(), executors.SelectMany(executor => executor.Done).Order());
        Assert.All(executors, executor => Assert.NotEmpty(executor.Done));
        foreach (var worker in workers) await worker.DisposeAsync();
    }

    [PostgresFact]
    public async Task Signal_OfRecords_IsHeardAtOnceByWhoWantsThemAlone()
    {
        await using var lab = await TempLab.CreateAsync();
        var lease = await lab.ClaimNewAsync();
        var batch = 0;
        Assert.InRange(await HeardAsync(lab, Changes.Records, () => lab.Get<AttemptWriter>().WriteAsync(lease, Batch(++batch, batch))), 3, 5);
        Assert.InRange(await HeardAsync(lab, Changes.States, () => lab.Get<AttemptWriter>().WriteAsync(lease, Batch(++batch, batch))), 0, 2);
    }

    [PostgresFact]
    public async Task Signal_OfAStateThatChanged_IsHeardAtOnce()
    {
        await using var lab = await TempLab.CreateAsync();
        Assert.InRange(await HeardAsync(lab, Changes.States, () => lab.ClaimNewAsync()), 3, 5);
    }

    [PostgresFact]
    public async Task Signal_OfAQuestion_IsHeardAtOnceByWhoWantsThemAlone()
    {
        await using var lab = await TempLab.CreateAsync();
        var lease = await lab.ClaimNewAsync();
        Task AskAsync() => lab.Get<PlaygroundStore>().AskAsync(lease.RunId, 0, "{}", "ada");
        Assert.InRange(await HeardAsync(lab, Changes.Questions, AskAsync), 3, 5);
        Assert.InRange(await HeardAsync(lab, Changes.States | Changes.Records, AskAsync), 0, 2);
    }

    [PostgresFact]
    public async Task Signal_BetweenTwoWaits_IsHeardByTheSecond()
    {
        await using var lab = await TempLab.CreateAsync();
        var listener = lab.Get<IChangeSignal>().Listen(Changes.States);
        await listener.WaitAsync(TimeSpan.FromSeconds(1), default);
        await lab.ClaimNewAsync();
        await Task.Delay(500);
        var wait = listener.WaitAsync(TimeSpan.Zero, default);
        Assert.Same(wait, await Task.WhenAny(wait, Task.Delay(IChangeSignal.Longest / 2)));
    }

    /// <summary>How many of five changes are heard before the listener would have looked by itself.</summary>
    private static async Task<int> HeardAsync(TempLab lab, Changes of, Func<Task> change)
    {
        var listener = lab.Get<IChangeSignal>().Listen(of);
        await listener.WaitAsync(TimeSpan.Zero, default); // of what came before it heard nothing
        await Task.Delay(500);
        var heard = 0;
        for (var i = 0; i < 5; i++)
        {
            var wait = listener.WaitAsync(TimeSpan.Zero, default);
            await change();
            if (await Task.WhenAny(wait, Task.Delay(IChangeSignal.Longest / 2)) == wait) heard++;
            await wait;
        }

        return heard;
    }

    [PostgresFact]
    public async Task Schedule_OfAStartedNode_NeedsNoLockThatWasNotMadeAhead()
    {
        await using var lab = await TempLab.CreateAsync();
        await lab.Get<LabScheduler>().StartAsync(new Dictionary<string, int> { ["cpu"] = 1 });
        await lab.Get<IRunQueue>().ReconcileAsync();
        await lab.ClaimNewAsync();
        await using var db = lab.Db();
        Assert.Equal(["STATE_ACCESS", "TRIGGER_ACCESS"], await db.Database.SqlQuery<string>($"SELECT LOCK_NAME AS \"Value\" FROM QRTZ_LOCKS ORDER BY 1").ToListAsync());
    }

    [PostgresFact]
    public async Task Name_OfALivingWorker_IsTaken()
    {
        await using var lab = await TempLab.CreateAsync();
        var storage = lab.Get<LabStorage>();
        await using (var first = await NodeName.TakeAsync(storage, "box"))
        {
            Assert.NotNull(first);
            Assert.Null(await NodeName.TakeAsync(storage, "box"));
            await using var other = await NodeName.TakeAsync(storage, "other");
            Assert.NotNull(other);
        }

        await using var again = await NodeName.TakeAsync(storage, "box");
        Assert.NotNull(again);
    }

    [Theory]
    [InlineData("Host=localhost", "names no database")]
    [InlineData("Database=lab", "names no host")]
    [InlineData("what is this", "cannot be read")]
    [InlineData("Host=localhost;Database=lab;Colour=red", "cannot be read")]
    public void Storage_WrongConnectionString_SaysWhatWouldBeRight(string text, string expected)
    {
        var error = Assert.Throws<LabDataException>(() => LabStorage.Of("data", text));
        Assert.Contains(expected, error.Message);
        Assert.Contains("Host=HOST;Database=NAME", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Storage_InAMessage_HasNoPassword() =>
        Assert.Equal("The database lab on db.example:5432", LabStorage.Of("data", "Host=db.example;Database=lab;Username=lab;Password=secret").Title);

    [Theory]
    [InlineData("", 64)]
    [InlineData(";Max Auto Prepare=0", 0)]
    [InlineData(";MaxAutoPrepare=7", 7)]
    public void Storage_StatementsThatTheServerKeeps_AreWhatTheStringSaysWhereItSays(string said, int expected) =>
        Assert.Equal(expected, new Npgsql.NpgsqlConnectionStringBuilder(LabStorage.Of("data", $"Host=db.example;Database=lab{said}").ConnectionString).MaxAutoPrepare);

    private static AttemptBatch Batch(long number, long step) =>
        new(number) { Metrics = [new("train/loss", step, 1.0 / step, DateTime.UnixEpoch)], Progress = new(step, 100, null) };

    /// <summary>Claims the run and ends it, as a worker does.</summary>
    private sealed class ClaimingExecutor : IRunExecutor
    {
        public TempLab? Lab { get; set; }

        public string Name { get; set; } = "";

        public System.Collections.Concurrent.ConcurrentBag<Guid> Done { get; } = [];

        public async Task ExecuteAsync(Guid runId, CancellationToken stopping)
        {
            if (await Lab!.Get<Leases>().ClaimAsync(runId, Name, CancellationToken.None) is not { } lease) return;
            await Task.Delay(50, CancellationToken.None);
            if (await Lab.Get<Leases>().EndAsync(lease, AttemptOutcome.Completed, cancel: CancellationToken.None)) Done.Add(runId);
        }
    }
}
