namespace LabPortal.Data.Queue;

/// <summary>What a worker does with a run that its turn has come for. The process that starts the scheduler registers one.</summary>
public interface IRunExecutor
{
    /// <summary>Claims the run, sees its attempt through and returns when that is over. The run may be gone or taken: then
    /// nothing is to be done.</summary>
    Task ExecuteAsync(Guid runId, CancellationToken stopping);
}
