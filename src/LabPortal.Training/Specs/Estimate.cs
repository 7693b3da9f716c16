namespace LabPortal.Training.Specs;

/// <summary>A run's cost.</summary>
/// <param name="MemoryBytes">Weights, gradients, optimizer state and what forward keeps for backward.</param>
public sealed record Estimate(long Parameters, long TokensPerStep, double FlopsPerStep, double TotalFlops, long MemoryBytes, TimeSpan Duration);
