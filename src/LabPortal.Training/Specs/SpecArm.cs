using System.Text.Json.Nodes;

namespace LabPortal.Training.Specs;

/// <summary>An arm while its experiment is read: as it was written over the base, and what it stands for.</summary>
internal sealed record SpecArm(string Name, JsonObject Merged, RunSpec Spec);
