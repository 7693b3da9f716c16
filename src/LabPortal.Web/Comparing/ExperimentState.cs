using LabPortal.Data.Runs;

namespace LabPortal.Web.Comparing;

/// <summary>An experiment's state, told from its runs: what is going on comes before what is over.</summary>
public static class ExperimentState
{
    private static readonly RunState[] Order = [RunState.Running, RunState.Interrupted, RunState.Queued, RunState.Failed, RunState.Draft, RunState.Cancelled];

    public static RunState Of(IReadOnlyCollection<RunState> runs) =>
        runs.Count == 0 ? RunState.Draft : Order.Where(runs.Contains).DefaultIfEmpty(RunState.Completed).First();
}
