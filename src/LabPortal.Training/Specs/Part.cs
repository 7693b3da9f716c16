using System.Text.Json.Nodes;

namespace LabPortal.Training.Specs;

/// <summary>A named variant with its options, as a spec holds it.</summary>
public sealed record Part(string Name, JsonObject Options)
{
    internal JsonObject ToJson() => new() { ["name"] = Name, ["options"] = Options.DeepClone() };
}
