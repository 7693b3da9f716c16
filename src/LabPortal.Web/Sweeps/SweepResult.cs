using System.Text.Json;
using System.Text.Json.Nodes;

namespace LabPortal.Web.Sweeps;

/// <summary>What one trained network gives at every setting of its decoding that was tried.</summary>
/// <param name="Axes">By an axis' key, lists that belong together: of its values, and of each quantity at them.</param>
public sealed record SweepResult(IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<double?>>> Axes)
{
    /// <summary>The probe that measures it.</summary>
    public const string Probe = "sweep";

    private const string Values = "values";

    public static SweepResult Of(string json) => new((JsonNode.Parse(json) as JsonObject ?? []).Where(axis => axis.Value is JsonObject lists && lists[Values] is JsonArray)
        .ToDictionary(axis => axis.Key, axis => (IReadOnlyDictionary<string, IReadOnlyList<double?>>)((JsonObject)axis.Value!).Where(list => list.Value is JsonArray).ToDictionary(list => list.Key, list => Numbers((JsonArray)list.Value!))));

    /// <summary>What was measured, beside the values themselves.</summary>
    public IEnumerable<string> Quantities => Axes.Values.SelectMany(lists => lists.Keys).Distinct().Where(name => name != Values);

    /// <summary>A quantity over an axis; none where it was not measured.</summary>
    public IEnumerable<(double At, double Value)> Points(SweepAxis axis, string quantity) => Axes.TryGetValue(axis.Key, out var lists) && lists.TryGetValue(quantity, out var measured)
        ? lists[Values].Zip(measured).Where(pair => pair is { First: not null, Second: not null }).Select(pair => (pair.First!.Value, pair.Second!.Value))
        : [];

    private static IReadOnlyList<double?> Numbers(JsonArray list) => list.Select(node => node?.GetValueKind() == JsonValueKind.Number ? node.GetValue<double>() : (double?)null).ToList();
}
