using LabPortal.Data.Halving;
using LabPortal.Training.Search;
using LabPortal.Web.Charts;

namespace LabPortal.Web.Halving;

/// <summary>An arm in the race.</summary>
/// <param name="Out">The first rung at which enough others are better; null while it is among those that may go on.</param>
/// <param name="Decision">What was decided and done about it; null where it was not stopped.</param>
/// <param name="IsActive">Whether there is anything to stop.</param>
public sealed record HalvingRow(Guid Arm, string Name, ArmColour Colour, IReadOnlyList<RungCell> Cells, HalvingVerdict? Out, HalvingDecision? Decision, bool IsActive)
{
    /// <summary>The index of the rung that it fell at: the one that was decided on, else the first that says so now.</summary>
    public int? FellAt { get; init; }

    /// <summary>Whether a run of it was cancelled; otherwise what was decided came too late.</summary>
    public bool HasStopped { get; init; }

    /// <summary>To be stopped now: beaten, still with runs, and not decided on before.</summary>
    public bool IsDue => Out is not null && Decision is null && IsActive;
}
