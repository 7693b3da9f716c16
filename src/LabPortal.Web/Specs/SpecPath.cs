using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LabPortal.Web.Specs;

/// <summary>Reaches into a spec by the paths that its errors use: <c>task.options.degree</c>, <c>arms[1].objective</c>.</summary>
public static partial class SpecPath
{
    public static JsonNode? Get(JsonNode root, string path)
    {
        JsonNode? at = root;
        foreach (var step in Steps(path))
            at = step is int index ? (at as JsonArray)?.ElementAtOrDefault(index) : (at as JsonObject)?[(string)step];
        return at;
    }

    /// <summary>Makes the objects on the way; a null value takes the property or the element away.</summary>
    public static void Set(JsonObject root, string path, JsonNode? value)
    {
        var steps = Steps(path).ToList();
        JsonNode at = root;
        for (var i = 0; i < steps.Count - 1; i++)
        {
            if (Child(at, steps[i]) is not { } child)
            {
                if (value is null)
                    return;
                child = steps[i + 1] is int ? new JsonArray() : new JsonObject();
                Put(at, steps[i], child);
            }
            at = child;
        }
        Put(at, steps[^1], value);
    }

    private static JsonNode? Child(JsonNode at, object step) =>
        step is int index ? (at as JsonArray)?.ElementAtOrDefault(index) : (at as JsonObject)?[(string)step] is JsonObject or JsonArray ? at[(string)step] : null;

    private static void Put(JsonNode at, object step, JsonNode? value)
    {
        switch (step, at)
        {
            case (string name, JsonObject of) when value is null: of.Remove(name); break;
            case (string name, JsonObject of): of[name] = value; break;
            case (int index, JsonArray of) when value is null && index < of.Count: of.RemoveAt(index); break;
            case (int index, JsonArray of) when value is not null && index < of.Count: of[index] = value; break;
            case (int, JsonArray of) when value is not null: of.Add(value); break;
        }
    }

    private static IEnumerable<object> Steps(string path) => Step().Matches(path)
        .Select(match => match.Groups["index"] is { Success: true } index ? (object)int.Parse(index.Value, CultureInfo.InvariantCulture) : match.Value);

    [GeneratedRegex(@"\[(?<index>\d+)\]|[^.\[\]]+")]
    private static partial Regex Step();
}
