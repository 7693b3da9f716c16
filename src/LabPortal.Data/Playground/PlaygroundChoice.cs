namespace LabPortal.Data.Playground;

/// <summary>A token that could have stood there.</summary>
public sealed record PlaygroundChoice(string Text, double Probability);
