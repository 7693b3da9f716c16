namespace LabPortal.Web.Workers;

/// <summary>What the pages show of the worker that the portal supervises.</summary>
public sealed class LocalWorker
{
    public int? ProcessId { get; private set; }
    public string? Problem { get; private set; }

    public void Started(int process) => (ProcessId, Problem) = (process, null);

    public void Failed(string problem) => (ProcessId, Problem) = (null, problem);
}
