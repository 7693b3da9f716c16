using LabPortal.Data.Runs;

namespace LabPortal.Web.Live;

/// <summary>A run that has changed: its state, its step or what it recorded.</summary>
/// <param name="Before">Its state in the news before; null where it was not heard of yet.</param>
public sealed record RunNews(Guid Id, int Number, Guid Experiment, RunState State, RunState? Before)
{
    public bool HasEnded => Before is { } before && before != State && RunTransitions.IsOver(State);
}
