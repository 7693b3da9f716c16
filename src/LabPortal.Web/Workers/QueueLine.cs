using LabPortal.Data.Queue;

namespace LabPortal.Web.Workers;

/// <summary>A waiting run on the page.</summary>
/// <param name="Position">From 1.</param>
/// <param name="StartsIn">From what is known of runs like those before it; null where that tells nothing.</param>
public sealed record QueueLine(int Position, PlannedRun Planned, string Arm, long Seed, Guid ExperimentId, string Experiment, DateTime? QueuedAt, TimeSpan? StartsIn, bool IsFirstOfItsOwner, bool IsLastOfItsOwner);
