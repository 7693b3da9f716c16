namespace LabPortal.Training.Models;

/// <summary>Bytes that a network takes; the functions are of rows and of how many positions of each are unembedded.</summary>
/// <param name="Parameters">One copy of them.</param>
/// <param name="Step">At once in a training step, beside parameters, gradients and moments.</param>
/// <param name="Pass">At once in a pass without gradients.</param>
public sealed record ModelMemory(long Parameters, Func<int, int, long> Step, Func<int, int, long> Pass);
