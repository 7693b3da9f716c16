namespace LabPortal.Training.Playground;

/// <summary>A token that could stand at a place, and what the network gives it there.</summary>
public sealed record PlayChoice(string Text, double Probability);
