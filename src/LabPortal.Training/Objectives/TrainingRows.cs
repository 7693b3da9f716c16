namespace LabPortal.Training.Objectives;

/// <summary>
/// What an objective makes of a batch, in plain memory. The network reads <paramref name="Inputs"/> (B·T ids); the loss
/// looks at the last L positions of each row, against <paramref name="Labels"/> (B·L ids) weighted by
/// <paramref name="Weights"/> (B·L; null = all one). Only supervised positions are unembedded.
/// </summary>
public sealed record TrainingRows(int Rows, int Length, int Supervised, long[] Inputs, long[] Labels, float[]? Weights = null);
