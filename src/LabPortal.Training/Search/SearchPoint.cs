using System.Text.Json.Nodes;

namespace LabPortal.Training.Search;

/// <summary>A value for each axis of a search, in the axes' order.</summary>
public sealed record SearchPoint(IReadOnlyList<(string Path, JsonNode Value)> Values)
{
    private const int LongestValue = 40;

    /// <summary>Tells the points of one search apart.</summary>
    internal string Key => string.Join('\n', Values.Select(one => one.Value.ToJsonString()));

    /// <summary>For people: <c>learningRate 0.001, width 64</c>.</summary>
    public string Name
    {
        get
        {
            var leaves = Values.Select(one => Leaf(one.Path)).ToList();
            return string.Join(", ", Values.Select((one, i) => $"{(leaves.Count(leaf => leaf == leaves[i]) > 1 ? one.Path : leaves[i])} {Shown(one.Value)}"));
        }
    }

    /// <summary>What an arm at this point overrides.</summary>
    internal JsonObject Overrides()
    {
        var overrides = new JsonObject();
        foreach (var (path, value) in Values)
        {
            var (at, steps) = (overrides, path.Split('.'));
            foreach (var step in steps[..^1])
            {
                if (at[step] is not JsonObject)
                    at[step] = new JsonObject();
                at = at[step]!.AsObject();
            }

            at[steps[^1]] = value.DeepClone();
        }

        return overrides;
    }

    // "objective.name" is the objective.
    private static string Leaf(string path) => path.EndsWith(".name", StringComparison.Ordinal) ? Leaf(path[..^5]) : path[(path.LastIndexOf('.') + 1)..];

    private static string Shown(JsonNode value) => value switch
    {
        JsonObject { Count: 1 } part when part["name"] is { } name => name.ToString(),
        JsonArray { Count: 0 } => "none",
        JsonArray list => string.Join(" + ", list.Select(one => one is null ? "" : Shown(one))),
        JsonObject => Cut(value.ToJsonString()),
        _ => Cut(value.ToString()),
    };

    private static string Cut(string text) => text.Length <= LongestValue ? text : text[..(LongestValue - 1)] + "…";
}
