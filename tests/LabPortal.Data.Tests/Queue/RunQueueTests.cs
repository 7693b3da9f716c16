using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Data.Tests.Queue;

public sealed class RunQueueTests
{
    [Fact]
    public async Task Enqueue_ThroughASchedulerNeverStarted_IsPickedUpByTheStartedOne()
    {
        await using var portal = await TempLab.CreateAsync();
        var executor = new RecordingExecutor();
        await using var worker = await portal.WorkerAsync(executor);
        await worker.StartAsync();
        var run = (await portal.AddRunsAsync(1))[0];

        await portal.Get<IRunQueue>().EnqueueAsync([run.Id]);

        Assert.Equal(run.Id, await executor.NextAsync());
        Assert.Equal(RunState.Running, (await portal.RunAsync(run.Id)).State);
    }

    [Fact]
    public async Task Enqueue_MoreRunsThanSlots_RunsThemInOrderAndPriorityFirst()
    {
        await using var portal = await TempLab.CreateAsync();
        var executor = new RecordingExecutor();
        await using var worker = await portal.WorkerAsync(executor);
        var cpu = await portal.AddRunsAsync(4);
        var gpu = await portal.AddRunsAsync(1, "gpu");
        await portal.Get<IRunQueue>().EnqueueAsync([.. cpu.Select(r => r.Id)]);
        await portal.Get<IRunQueue>().PrioritizeAsync(cpu[3].Id, 1);
        await portal.Get<IRunQueue>().EnqueueAsync([gpu[0].Id]);
        await worker.StartAsync();

        Assert.Equal([cpu[3].Id, gpu[0].Id], new HashSet<Guid> { await executor.NextAsync(), await executor.NextAsync() });
        executor.LetGo.Release(2);
        foreach (var next in cpu.Take(3))
        {
            Assert.Equal(next.Id, await executor.NextAsync());
            executor.LetGo.Release();
        }
    }

    [Fact]
    public async Task Enqueue_InterruptedRun_KeepsItsPlace()
    {
        await using var portal = await TempLab.CreateAsync();
        var executor = new RecordingExecutor();
        await using var worker = await portal.WorkerAsync(executor);
        var lease = await portal.ClaimNewAsync();
        var later = (await portal.AddRunsAsync(1))[0];
        await portal.Get<IRunQueue>().EnqueueAsync([later.Id]);
        await portal.Get<Leases>().EndAsync(lease, AttemptOutcome.Interrupted);
        await portal.Get<IRunQueue>().EnqueueAsync([lease.RunId]);
        await worker.StartAsync();

        Assert.Equal(lease.RunId, await executor.NextAsync());
        executor.LetGo.Release(1);
        Assert.Equal(later.Id, await executor.NextAsync());
    }

    [Fact]
    public async Task Cancel_WaitingRun_NeverGetsATurn()
    {
        await using var portal = await TempLab.CreateAsync();
        var executor = new RecordingExecutor();
        await using var worker = await portal.WorkerAsync(executor);
        var runs = await portal.AddRunsAsync(2);
        await portal.Get<IRunQueue>().EnqueueAsync([.. runs.Select(r => r.Id)]);

        Assert.True(await portal.Get<IRunQueue>().CancelAsync(runs[0].Id));
        await worker.StartAsync();

        Assert.Equal(runs[1].Id, await executor.NextAsync());
        Assert.Equal(RunState.Cancelled, (await portal.RunAsync(runs[0].Id)).State);
        Assert.False(await portal.Get<IRunQueue>().CancelAsync(runs[0].Id));
    }

    [Fact]
    public async Task Cancel_RunningRun_TellsTheAttempt()
    {
        await using var lab = await TempLab.CreateAsync();
        var lease = await lab.ClaimNewAsync();
        Assert.False((await lab.Get<Leases>().HeartbeatAsync(lease)).CancelRequested);
        Assert.True(await lab.Get<IRunQueue>().CancelAsync(lease.RunId));
        Assert.Equal(new LeaseReply(true, true), await lab.Get<Leases>().HeartbeatAsync(lease));
        Assert.Equal(RunState.Running, (await lab.RunAsync(lease.RunId)).State);
    }

    [Fact]
    public async Task Reconcile_QueuedRunWithoutAJob_GetsOne()
    {
        await using var portal = await TempLab.CreateAsync();
        var executor = new RecordingExecutor();
        await using var worker = await portal.WorkerAsync(executor);
        var run = (await portal.AddRunsAsync(1))[0];
        await portal.Get<IRunQueue>().EnqueueAsync([run.Id]);
        await using (var db = portal.Db())
            Assert.Equal(3, await db.Database.ExecuteSqlRawAsync("DELETE FROM QRTZ_SIMPLE_TRIGGERS; DELETE FROM QRTZ_TRIGGERS; DELETE FROM QRTZ_JOB_DETAILS"));

        await worker.Get<IRunQueue>().ReconcileAsync();
        await worker.StartAsync();
        Assert.Equal(run.Id, await executor.NextAsync());
    }

    [Fact]
    public async Task Stop_RunInProgress_CancelsItsTokenAndWaits()
    {
        await using var portal = await TempLab.CreateAsync();
        var executor = new RecordingExecutor();
        await using var worker = await portal.WorkerAsync(executor);
        var run = (await portal.AddRunsAsync(1))[0];
        await portal.Get<IRunQueue>().EnqueueAsync([run.Id]);
        await worker.StartAsync();
        await executor.NextAsync();

        await worker.Get<LabScheduler>().StopAsync();
        Assert.True(executor.Stopped);
    }

    [Fact]
    public async Task Enqueue_CompletedRun_IsRefusedAndNothingQueued()
    {
        await using var lab = await TempLab.CreateAsync();
        var lease = await lab.ClaimNewAsync();
        await lab.Get<Leases>().EndAsync(lease, AttemptOutcome.Completed);
        var draft = (await lab.AddRunsAsync(1))[0];
        await Assert.ThrowsAsync<IllegalTransitionException>(() => lab.Get<IRunQueue>().EnqueueAsync([draft.Id, lease.RunId]));
        Assert.Equal(RunState.Draft, (await lab.RunAsync(draft.Id)).State);
    }
}
