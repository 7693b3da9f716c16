using System.Text.Json.Nodes;
using LabPortal.Training.Tasks;

namespace LabPortal.Training.Search;

/// <summary>One option that a search varies.</summary>
/// <param name="Path">As in an arm's overrides: <c>training.learningRate</c>, <c>objective</c>.</param>
/// <param name="Values">Null where a range says what it may be.</param>
public sealed record SearchAxis(string Path, IReadOnlyList<JsonNode>? Values, SearchRange? Range)
{
    internal JsonNode Draw(SeededRandom luck) => Values is { } values ? values[luck.Next(values.Count)] : Range!.Draw(luck);
}
