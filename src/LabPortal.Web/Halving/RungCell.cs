namespace LabPortal.Web.Halving;

/// <summary>Where an arm stands at a rung.</summary>
/// <param name="Value">Its mean; null while it cannot be judged there.</param>
/// <param name="Seeds">How many seeds have reached the rung.</param>
/// <param name="Wanted">How many must have, before it is judged.</param>
/// <param name="Failed">Numbers of runs that failed before it, which make it the worst.</param>
public sealed record RungCell(double? Value, int Seeds, int Wanted, IReadOnlyList<int> Failed)
{
    /// <summary>Whether it waits for seeds; otherwise it is judged, or all that could reach the rung was cancelled.</summary>
    public bool IsWaiting => Value is null && Wanted > 0;
}
