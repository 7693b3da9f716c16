using static LabPortal.Data.Runs.RunState;

namespace LabPortal.Data.Runs;

/// <summary>The one table of legal state changes of a run.</summary>
public static class RunTransitions
{
    private static readonly Dictionary<RunState, RunState[]> Table = new()
    {
        [Draft] = [Queued, Cancelled],
        [Queued] = [Running, Cancelled],
        [Running] = [Completed, Failed, Cancelled, Interrupted],
        [Interrupted] = [Queued, Failed, Cancelled],
        [Failed] = [Queued],     // retry
        [Cancelled] = [Queued],  // retry
        [Completed] = [],
    };

    public static bool IsLegal(RunState from, RunState to) => Table[from].Contains(to);

    /// <summary>Whether nothing happens to a run in this state unless somebody asks for it.</summary>
    public static bool IsOver(RunState state) => state is Completed or Failed or Cancelled;
}
