namespace LabPortal.Web.Playground;

/// <summary>A run with checkpoints, in the list to choose from.</summary>
public sealed record PlaygroundChoice(int Number, string Arm, long Seed, string Experiment);
