namespace LabPortal.Data.Queue;

/// <summary>A waiting run in its turn.</summary>
/// <param name="Group">Who may take it: any worker with its kind of slot, or, as <c>cpu@name</c>, one that alone has the memory.</param>
/// <param name="Held">Why its turn does not come now, in words; null where it waits for nothing but its turn.</param>
public sealed record PlannedRun(WaitingRun Run, string Group, string? Held)
{
    public static string GroupOf(string slot, string worker) => $"{slot}@{worker}";
}
