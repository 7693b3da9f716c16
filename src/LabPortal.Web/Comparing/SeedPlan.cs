using LabPortal.Data.Experiments;
using LabPortal.Data.Queue;
using LabPortal.Web.Controls;
using LabPortal.Web.Toasts;

namespace LabPortal.Web.Comparing;

/// <summary>Queues the seeds that arms lack, says so and offers to take it back.</summary>
public sealed class SeedPlan(ExperimentStore store, IRunQueue queue, Toaster toaster)
{
    public async Task QueueAsync(IReadOnlyList<(ComparedArm Arm, IReadOnlyList<long> Seeds)> lacking)
    {
        var queued = new List<Guid>();
        foreach (var (arm, seeds) in lacking)
            queued.AddRange(await store.QueueArmsAsync([arm.Id], [.. seeds]));
        if (queued.Count == 0)
            toaster.Say("Nothing to queue: runs with these seeds exist or are on their way.");
        else
            toaster.Offer($"{Words.Plural(queued.Count, "run")} {(queued.Count == 1 ? "is" : "are")} queued.", () => CancelAsync(queue, queued));
    }

    private static async Task CancelAsync(IRunQueue queue, IReadOnlyList<Guid> runs)
    {
        foreach (var run in runs)
            await queue.CancelAsync(run);
    }
}
