using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Data.Workers;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Worker.Tests.Nodes;

/// <summary>A node that is told by its row whether to take runs.</summary>
public sealed class NodeModeTests
{
    [Fact]
    public async Task Node_Drained_FinishesWhatItTrainsAndTakesNothingUntilItIsResumed()
    {
        await using var lab = await WorkerLab.CreateAsync();
        await using var node = lab.StartNode();
        var training = await lab.QueueAsync(TinySpec.Run(1_000_000));
        await lab.UntilAsync(training, run => run.Step > 0);
        await TurnAsync(lab, WorkerMode.Draining);
        await UntilSeenAsync(lab); // two pulses: it has read its row since
        var waiting = await lab.QueueAsync(TinySpec.Run(20));
        Assert.Equal(RunState.Running, (await lab.RunAsync(training)).State);
        await lab.Get<IRunQueue>().CancelAsync(training, "stopped early: the test");
        var ended = await lab.UntilAsync(training, run => run.State == RunState.Cancelled);
        Assert.Equal("stopped early: the test", ended.FailureReason);
        await UntilSeenAsync(lab);
        Assert.Equal((RunState.Queued, 0), await lab.RunAsync(waiting) is var run ? (run.State, run.Attempts) : default);

        await TurnAsync(lab, WorkerMode.Working);
        await lab.UntilAsync(waiting, run => run.State == RunState.Completed);
    }

    [Fact]
    public async Task Node_Started_ReportsItsLoadAndStaysPaused()
    {
        await using var lab = await WorkerLab.CreateAsync();
        await using (var db = lab.Db())
        {
            var paused = new WorkerNode("tester");
            paused.Become(WorkerMode.Paused);
            db.WorkerNodes.Add(paused);
            await db.SaveChangesAsync();
        }

        await using var node = lab.StartNode();
        await UntilSeenAsync(lab);
        await using var after = lab.Db();
        var worker = await after.WorkerNodes.SingleAsync();
        Assert.Equal((WorkerMode.Paused, "cpu=1"), (worker.Mode, worker.Slots));
        Assert.InRange(worker.CpuPercent!.Value, 0, 100);
        Assert.InRange(worker.FreeBytes!.Value, 1, worker.MemoryBytes);
    }

    private static async Task TurnAsync(WorkerLab lab, WorkerMode mode)
    {
        await using var db = lab.Db();
        (await db.WorkerNodes.SingleAsync()).Become(mode);
        await db.SaveChangesAsync();
    }

    // A report is written at every pulse; the second one from now began after this call.
    private static async Task UntilSeenAsync(WorkerLab lab)
    {
        for (var (seen, last) = (-1, DateTime.MinValue); seen < 2; await Task.Delay(50))
        {
            await using var db = lab.Db();
            if (await db.WorkerNodes.Select(worker => worker.HeartbeatAt).SingleOrDefaultAsync() is var at && at != last && at > DateTime.MinValue) (seen, last) = (seen + 1, at);
        }
    }
}
