using Quartz;

namespace LabPortal.Data.Queue;

/// <summary>A run's place in the schedule; the job's name is the run's id.</summary>
internal sealed class RunJob(IRunExecutor executor, IRunQueue queue) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await executor.ExecuteAsync(Guid.Parse(context.JobDetail.Key.Name), cancellationToken);
        if (cancellationToken.IsCancellationRequested) return;
        try
        {
            // The end of a run changes shares, and what waits for it: before this slot takes the next.
            await queue.ReconcileAsync(CancellationToken.None);
        }
        catch (Exception error) when (PassingFault.Is(error))
        {
            // The node plans again at its next pulse.
        }
    }
}
