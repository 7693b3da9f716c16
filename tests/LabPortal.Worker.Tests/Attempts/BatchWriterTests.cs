using LabPortal.Data;
using LabPortal.Data.Metrics;
using LabPortal.Data.Runs;
using LabPortal.Worker.Attempts;
using LabPortal.Worker.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Worker.Tests.Attempts;

public sealed class BatchWriterTests
{
    private readonly CutWire _wire = new();

    [Fact]
    public async Task Complete_DatabaseAwayAndBack_HasEverythingOnceAndInOrder()
    {
        await using var lab = await CreateAsync();
        var (writer, spool, lease) = await BeginAsync(lab);
        Report(writer, 1, 10);
        await writer.KeepAsync(Checkpoint(spool, 10));
        _wire.IsCut = true;
        Report(writer, 11, 20);
        await writer.KeepAsync(Checkpoint(spool, 20));
        Report(writer, 21, 30);
        Assert.False(spool.IsEmpty);
        _wire.IsCut = false;
        Report(writer, 31, 40);
        await writer.CompleteAsync(() => new(AttemptOutcome.Completed, null));

        Assert.True(spool.IsEmpty);
        await AssertWholeAsync(lab, lease, 40);
        await using var db = lab.Db();
        Assert.Contains(await db.LogLines.ToListAsync(), line => line.Level == "warning" && line.Text.StartsWith("The database was away"));
    }

    [Fact]
    public async Task Complete_DatabaseStaysAway_LeavesTheEndAndAnotherProcessBringsIt()
    {
        await using var lab = await CreateAsync();
        var (writer, spool, lease) = await BeginAsync(lab);
        Report(writer, 1, 10);
        await writer.KeepAsync(Checkpoint(spool, 10));
        _wire.IsCut = true;
        Report(writer, 11, 20);
        await writer.KeepAsync(Checkpoint(spool, 20));
        await writer.CompleteAsync(() => new(AttemptOutcome.Completed, null));
        Assert.True(spool.HasEnd);
        var folder = spool.Folder;
        spool.Dispose();

        var replay = new SpoolReplay(new Delivery(lab.Get<AttemptWriter>(), lab.Get<Leases>()));
        using (var cut = Spool.TryTakeOver(folder)!) Assert.Null(await replay.TryAsync(cut));
        _wire.IsCut = false;
        using var left = Spool.TryTakeOver(folder)!;
        Assert.True(await replay.TryAsync(left));
        Assert.False(Directory.Exists(folder));
        await AssertWholeAsync(lab, lease, 20);
    }

    [Fact]
    public async Task Replay_RunGivenToAnother_WritesNothing()
    {
        await using var lab = await CreateAsync();
        var (writer, spool, lease) = await BeginAsync(lab);
        Report(writer, 1, 10);
        await writer.KeepAsync(Checkpoint(spool, 10));
        _wire.IsCut = true;
        Report(writer, 11, 20);
        await writer.KeepAsync(Checkpoint(spool, 20));
        _wire.IsCut = false;
        await lab.Get<Leases>().EndAsync(lease, AttemptOutcome.Lost, "unheard of");
        await lab.Get<Leases>().ReclaimLostAsync();
        Assert.NotNull(await lab.Get<Leases>().ClaimAsync(lease.RunId, "another"));
        await writer.CompleteAsync(() => new(AttemptOutcome.Completed, null));

        Assert.True(writer.IsLost);
        Assert.Equal(RunState.Running, (await lab.RunAsync(lease.RunId)).State);
        await using var db = lab.Db();
        Assert.Equal(10, (await db.MetricSeries.SingleAsync()).Count);
        Assert.Equal(10, (await db.Checkpoints.SingleAsync()).Step);
    }

    private Task<WorkerLab> CreateAsync() => WorkerLab.CreateAsync(services =>
        services.ConfigureDbContext<LabDbContext>(options => options.AddInterceptors(_wire)));

    private static async Task<(BatchWriter Writer, Spool Spool, AttemptLease Lease)> BeginAsync(WorkerLab lab)
    {
        var run = await lab.QueueAsync(TinySpec.Run(100));
        var lease = (await lab.Get<Leases>().ClaimAsync(run, "tester"))!;
        var spool = Spool.Open(Scratch.For(lab.Folder, lease.AttemptId), lease);
        var writer = new BatchWriter(new Delivery(lab.Get<AttemptWriter>(), lab.Get<Leases>()), spool, new StopSignal(), TimeProvider.System);
        writer.Start();
        return (writer, spool, lease);
    }

    private static void Report(BatchWriter writer, long from, long to)
    {
        for (var step = from; step <= to; step++)
        {
            var point = new MetricPoint("train/loss", step, 1.0 / step, DateTime.UtcNow);
            writer.Take(buffer => buffer.Add(point));
        }
    }

    private static SpooledCheckpoint Checkpoint(Spool spool, long step)
    {
        var file = Path.Combine(spool.Folder, $"{step}");
        File.WriteAllText(file, $"step {step}");
        return new(step, file, new FileInfo(file).Length);
    }

    private static async Task AssertWholeAsync(WorkerLab lab, AttemptLease lease, int steps)
    {
        Assert.Equal(RunState.Completed, (await lab.RunAsync(lease.RunId)).State);
        Assert.Equal(Enumerable.Range(1, steps).Select(step => $"train/loss {step} 1 {1.0 / step:R}"), await lab.MetricsAsync(lease.RunId));
        await using var db = lab.Db();
        var last = await db.Checkpoints.OrderByDescending(checkpoint => checkpoint.Step).FirstAsync();
        Assert.True(last.Step >= 10 && await lab.Get<Data.Artifacts.ArtifactStore>().VerifyAsync(last.ArtifactHash));
    }
}
