using System.Text.Json.Nodes;

namespace LabPortal.Training.Options;

/// <summary>One option as a page, the command line or a document shows it.</summary>
/// <param name="Name">Its name in the spec's JSON (camelCase).</param>
/// <param name="Default">The value it has when the spec does not give one.</param>
/// <param name="Choices">Kebab-case names, for <see cref="OptionKind.Choice"/> only.</param>
public sealed record OptionField(
    string Name,
    string Label,
    string? Help,
    string? Unit,
    OptionKind Kind,
    JsonNode? Default,
    double? Min,
    double? Max,
    IReadOnlyList<string>? Choices);
