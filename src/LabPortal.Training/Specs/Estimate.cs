namespace LabPortal.Training.Specs;

/// <summary>A run's cost.</summary>
/// <param name="MemoryBytes">What the run adds to the peak of its process on a CPU.</param>
public sealed record Estimate(long Parameters, long TokensPerStep, double FlopsPerStep, double TotalFlops, long MemoryBytes, TimeSpan Duration);
