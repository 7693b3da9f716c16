using System.Text.Json.Nodes;

namespace LabPortal.Web.Comparing;

/// <summary>Something by which arms can be laid out: a part of what trains, or an option that is not the same in all of them.</summary>
public sealed record PivotAxis(string Key, string Label, Func<ComparedArm, string> Value)
{
    private const string None = "none";

    private static readonly string[] One = ["task", "objective", "model"], Several = ["transforms", "weights"];

    /// <summary>Those on which the arms differ come first; never fewer than two.</summary>
    public static IReadOnlyList<PivotAxis> Of(Comparison of)
    {
        var differing = ConfigDifference.Of(of.Arms).Select(row => row.Path).ToList();
        // The name of a part is an axis of its own already; its options, too, where they differ.
        var options = differing.Where(path => !One.Any(part => path == $"{part}.name") && !Several.Any(part => path.StartsWith($"{part}[", StringComparison.Ordinal)));
        IEnumerable<PivotAxis> axes =
        [
            new("objective", "Objective", arm => Name(arm, "objective")), new("transforms", "Transforms", arm => Names(arm, "transforms")),
            new("task", "Task", arm => Name(arm, "task")), new("model", "Model", arm => Name(arm, "model")), new("weights", "Token weights", arm => Names(arm, "weights")),
            .. options.Select(path => new PivotAxis(path, path, arm => ConfigDifference.Value(arm, path) ?? None)),
            new("experiment", "Experiment", arm => arm.Experiment.Name), new("arm", "Arm", arm => arm.Name),
        ];
        // By arm last: against any other axis it only spreads a list over a diagonal.
        return [.. axes.OrderBy(axis => axis.Key == "arm").ThenBy(axis => of.Arms.Select(axis.Value).Distinct().Count() < 2)];
    }

    private static string Name(ComparedArm arm, string part) => JsonNode.Parse(arm.SpecJson)?[part]?["name"]?.ToString() ?? None;

    // Options of a transform belong to it: "reorder (order 2,1)" is not "reorder (order 1,2)".
    private static string Names(ComparedArm arm, string part) => JsonNode.Parse(arm.SpecJson)?[part] is JsonArray { Count: > 0 } items
        ? string.Join(" + ", items.Select(item => $"{item?["name"]}{Options(item?["options"])}")) : None;

    private static string Options(JsonNode? options) => options is JsonObject { Count: > 0 } given ? $" ({string.Join(", ", given.Select(option => $"{option.Key} {option.Value}"))})" : "";
}
