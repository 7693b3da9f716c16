using LabPortal.Data.Runs;

namespace LabPortal.Data.Halving;

/// <summary>A run as its arm is judged by it.</summary>
/// <param name="Values">Of the metric at each rung; null where it has none there.</param>
public sealed record RungRun(Guid ArmId, int Number, long Seed, RunState State, long Step, IReadOnlyList<double?> Values);
