using LabPortal.Data.Runs;

namespace LabPortal.Web.Comparing;

/// <summary>An experiment's state, told from its runs: what is going on comes before what is over.</summary>
public static class ExperimentState
{
    private static readonly RunState[] Order = [RunState.Running, RunState.Interrupted, RunState.Queued, RunState.Failed, RunState.Draft, RunState.Cancelled];

    /// <param name="stopsWeakArms">Whether arms are stopped early: then a cancelled run is as it should be, once another has completed.</param>
    public static RunState Of(IReadOnlyCollection<RunState> runs, bool stopsWeakArms = false) => runs.Count == 0 ? RunState.Draft : Order
        .Where(state => runs.Contains(state) && !(state == RunState.Cancelled && stopsWeakArms && runs.Contains(RunState.Completed)))
        .DefaultIfEmpty(RunState.Completed).First();
}
