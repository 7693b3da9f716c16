using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Worker.Tests.Attempts;

public sealed class LongestTimeTests
{
    [Fact]
    public async Task Node_EarlierAttemptTookTheLongestTime_FailsTheRunAndNamesTheOption()
    {
        await using var lab = await WorkerLab.CreateAsync();
        var id = await lab.QueueAsync(TinySpec.Run(1_000_000).Replace("\"batch\": 4", "\"batch\": 4, \"maxMinutes\": 2"));
        var lease = (await lab.Get<Leases>().ClaimAsync(id, "earlier"))!;
        await using (var db = lab.Db())
        {
            var began = DateTime.UtcNow.AddMinutes(-3);
            await db.Attempts.Where(attempt => attempt.Id == lease.AttemptId).ExecuteUpdateAsync(set => set.SetProperty(attempt => attempt.StartedAt, began));
        }

        await lab.Get<Leases>().EndAsync(lease, AttemptOutcome.Interrupted, "stopped");
        await lab.Get<Leases>().ReclaimLostAsync();
        await lab.Get<IRunQueue>().ReconcileAsync();
        await using var node = lab.StartNode();
        var run = await lab.UntilAsync(id, run => RunTransitions.IsOver(run.State), 180);
        Assert.Equal(RunState.Failed, run.State);
        Assert.StartsWith("The run reached training.maxMinutes, 2 over all its attempts, at step ", run.FailureReason);
        Assert.Equal(2, run.Attempts);
    }
}
