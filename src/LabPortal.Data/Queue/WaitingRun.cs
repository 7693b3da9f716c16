using LabPortal.Data.Runs;

namespace LabPortal.Data.Queue;

/// <summary>A run that waits, as far as its turn depends on it.</summary>
/// <param name="Owner">Who made its experiment.</param>
/// <param name="Slot">The kind of slot that it takes.</param>
/// <param name="Place">Where it stands among the runs of its owner and priority; equal places go by number.</param>
/// <param name="NeedsBytes">Memory that it will take, of the device for a gpu run; null where nobody knows.</param>
/// <param name="After">The run that it starts from.</param>
public sealed record WaitingRun(Guid Id, int Number, RunState State, string Owner, string Slot, int Priority, long Place, long? NeedsBytes = null, RunBefore? After = null);
