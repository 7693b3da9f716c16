using LabPortal.Data;
using LabPortal.Data.Experiments;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Runs;

/// <summary>Queues and cancels many runs. Each looks at the state that a run has now: one that has moved on meanwhile is passed over.</summary>
public sealed class RunBulk(IDbContextFactory<LabDbContext> contexts, IRunQueue queue, ExperimentStore experiments)
{
    private const int AtOnce = 500;

    /// <summary>Queues drafts, and failed and cancelled runs again; returns how many.</summary>
    public async Task<int> QueueAsync(IReadOnlyCollection<Guid> runs, CancellationToken cancel = default)
    {
        var queued = 0;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        foreach (var some in runs.Chunk(AtOnce))
        {
            var waiting = await db.Runs.Where(run => some.Contains(run.Id) && (run.State == RunState.Draft || run.State == RunState.Failed || run.State == RunState.Cancelled))
                .Select(run => run.Id).ToListAsync(cancel);
            await queue.EnqueueAsync(waiting, cancel);
            queued += waiting.Count;
        }
        return queued;
    }

    /// <summary>Makes and queues another run of each one's arm and seed.</summary>
    public async Task<int> RepeatAsync(IReadOnlyCollection<Guid> runs, CancellationToken cancel = default)
    {
        foreach (var run in runs)
            await experiments.RunAgainAsync(run, cancel);
        return runs.Count;
    }

    /// <summary>Cancels those that are not over; returns how many.</summary>
    public async Task<int> CancelAsync(IReadOnlyCollection<Guid> runs, CancellationToken cancel = default)
    {
        var cancelled = 0;
        foreach (var run in runs)
            if (await queue.CancelAsync(run, cancel))
                cancelled++;
        return cancelled;
    }
}
