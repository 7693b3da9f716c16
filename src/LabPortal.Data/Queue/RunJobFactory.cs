using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Quartz.Extensibility;

namespace LabPortal.Data.Queue;

/// <summary>Makes jobs with the host's executor; the scheduler's own container does not see the host's services.</summary>
internal sealed class RunJobFactory(IServiceProvider host) : IJobFactory
{
    public ValueTask<JobScope> CreateJob(
        TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new JobScope(new RunJob(host.GetRequiredService<IRunExecutor>(), host.GetRequiredService<IRunQueue>()), null));

    public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
