namespace LabPortal.Training.Decoding;

/// <summary>A token and the probability that a network gave it.</summary>
public sealed record TokenChance(int Token, float Probability);
