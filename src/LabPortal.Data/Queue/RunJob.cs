using Quartz;

namespace LabPortal.Data.Queue;

/// <summary>A run's place in the schedule; the job's name is the run's id.</summary>
internal sealed class RunJob(IRunExecutor executor) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await executor.ExecuteAsync(Guid.Parse(context.JobDetail.Key.Name), cancellationToken);
}
