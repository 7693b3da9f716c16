using System.Text.Json.Nodes;

namespace LabPortal.Web.Comparing;

/// <summary>One field of the arms' specs, with each arm's value; null where an arm has none.</summary>
public sealed record ConfigDifference(string Path, IReadOnlyList<string?> Values)
{
    public bool Differs => Values.Distinct().Count() > 1;

    /// <param name="all">Also the fields that are the same in all arms.</param>
    public static IReadOnlyList<ConfigDifference> Of(IReadOnlyList<ComparedArm> arms, bool all = false)
    {
        var flat = arms.Select(arm => Flatten(JsonNode.Parse(arm.SpecJson), "").ToDictionary(field => field.Path, field => field.Value)).ToList();
        return flat.SelectMany(arm => arm.Keys).Distinct().Where(path => path != "arm")
            .Select(path => new ConfigDifference(path, flat.Select(arm => arm.GetValueOrDefault(path)).ToList()))
            .Where(row => all || row.Differs).ToList();
    }

    /// <summary>One field of an arm's spec; null where it has none.</summary>
    public static string? Value(ComparedArm arm, string path) => Flatten(JsonNode.Parse(arm.SpecJson), "").Where(field => field.Path == path).Select(field => field.Value).FirstOrDefault();

    private static IEnumerable<(string Path, string Value)> Flatten(JsonNode? node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Flatten(field.Value, path.Length == 0 ? field.Key : $"{path}.{field.Key}")),
        JsonArray { Count: > 0 } items => items.SelectMany((item, i) => Flatten(item, $"{path}[{i}]")),
        null or JsonArray => [],
        _ => [(path, node.ToString())],
    };
}
