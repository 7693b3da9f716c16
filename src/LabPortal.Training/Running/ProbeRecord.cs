using System.Text.Json.Nodes;

namespace LabPortal.Training.Running;

/// <summary>A probe's result at one evaluation.</summary>
/// <param name="Json">Named numbers, and lists of numbers by target position.</param>
public sealed record ProbeRecord(long Step, string Name, string Title, JsonObject Json);
