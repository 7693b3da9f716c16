using System.Text.Json.Nodes;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;

namespace LabPortal.Training.Search;

/// <summary>Reads a spec's <c>search</c> and names everything that is wrong with it.</summary>
internal static class SearchText
{
    public const string Field = "search";
    public const string Axes = $"{Field}.axes", Halving = $"{Field}.halving";
    private static readonly string[] Sections = ["task", "transforms", "objective", "weights", "model", "training", "evaluation"];

    /// <summary>Null where there is none, or where it is wrong.</summary>
    public static SearchSpace? Read(JsonNode? node, List<SpecError> errors)
    {
        if (node is null)
            return null;
        var found = errors.Count;
        if (node is not JsonObject json)
        {
            errors.Add(new SpecError(Field, "This is an object: { \"strategy\": \"grid\", \"axes\": [ { \"path\": …, \"values\": [ … ] } ] }."));
            return null;
        }

        var own = Known(json, Field, [.. OptionSchema.Of(typeof(SearchOptions)).Select(option => option.Name), "axes", "halving"], errors);
        var options = (SearchOptions)OptionReader.Read(typeof(SearchOptions), Without(own, "axes", "halving"), Field, errors);
        var axes = ReadAxes(json["axes"], options.Strategy, errors);
        var halving = ReadHalving(json["halving"], errors);
        if (axes.Count == 0 && halving is null && errors.Count == found)
            errors.Add(new SpecError(Axes, "Give at least one axis: { \"path\": \"training.learningRate\", \"values\": [ 0.001, 0.01 ] }."));
        return errors.Count == found ? new SearchSpace(options, axes, halving) : null;
    }

    private static HalvingRule? ReadHalving(JsonNode? node, List<SpecError> errors)
    {
        if (node is null)
            return null;
        if (node is JsonObject json)
            return (HalvingRule)OptionReader.Read(typeof(HalvingRule), json, Halving, errors);
        errors.Add(new SpecError(Halving, "This is an object: { \"metric\": \"eval/loss\", \"goal\": \"min\", \"firstRung\": 250, \"eta\": 3 }."));
        return null;
    }

    private static List<SearchAxis> ReadAxes(JsonNode? node, SearchStrategy strategy, List<SpecError> errors)
    {
        var axes = new List<SearchAxis>();
        if (node is not (null or JsonArray))
            errors.Add(new SpecError(Axes, "This is a list: [ { \"path\": …, \"values\": [ … ] } ]."));
        foreach (var (i, one) in (node as JsonArray ?? []).Index())
        {
            var at = $"{Axes}[{i}]";
            if (one is not JsonObject json)
            {
                errors.Add(new SpecError(at, "An axis is an object: { \"path\": \"training.learningRate\", \"values\": [ … ] }, or with min and max in place of values."));
                continue;
            }

            var path = ReadPath(json["path"], axes, $"{at}.path", errors);
            var values = json.ContainsKey("values") || strategy == SearchStrategy.Grid ? ReadValues(json["values"], $"{at}.values", errors) : null;
            var range = values is null ? ReadRange(json, at, errors) : null;
            if (values is { Count: > 0 })
                Known(json, at, ["path", "values"], errors);
            if (path is not null)
                axes.Add(new SearchAxis(path, values, range));
        }

        return axes;
    }

    private static string? ReadPath(JsonNode? node, List<SearchAxis> before, string field, List<SpecError> errors)
    {
        var path = node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
        var steps = path.Split('.');
        if (!Sections.Contains(steps[0]) || steps.Any(step => step.Length == 0 || step.Contains('[')))
            errors.Add(new SpecError(field, $"\"{path}\" is no option's path. Write it as in an arm, such as training.learningRate or objective.options.weight; it begins with {string.Join(", ", Sections)}."));
        else if (before.FirstOrDefault(axis => axis.Path == path || axis.Path.StartsWith(path + ".", StringComparison.Ordinal)) is { } same)
            errors.Add(new SpecError(field, $"\"{path}\" would undo the axis \"{same.Path}\". Keep one of them."));
        else
            return path;
        return null;
    }

    private static List<JsonNode>? ReadValues(JsonNode? node, string field, List<SpecError> errors)
    {
        if (node is not JsonArray { Count: > 0 } list)
        {
            errors.Add(new SpecError(field, "Give the values to try: [ 0.001, 0.01 ]. Only a random search draws from a range."));
            return [];
        }

        var values = new List<JsonNode>();
        foreach (var (i, one) in list.Index())
            if (one is null)
                errors.Add(new SpecError($"{field}[{i}]", "null is no value."));
            else if (values.Exists(value => JsonNode.DeepEquals(value, one)))
                errors.Add(new SpecError($"{field}[{i}]", $"{one.ToJsonString()} stands twice."));
            else
                values.Add(one.DeepClone());
        return values;
    }

    private static SearchRange ReadRange(JsonObject json, string at, List<SpecError> errors)
    {
        foreach (var end in new[] { "min", "max" })
            if (!json.ContainsKey(end))
                errors.Add(new SpecError($"{at}.{end}", "A range needs both ends: { \"path\": …, \"min\": 0.0001, \"max\": 0.01, \"scale\": \"log\" }. Or give values."));
        return (SearchRange)OptionReader.Read(typeof(SearchRange), Without(json, "path"), at, errors);
    }

    private static JsonObject Known(JsonObject json, string at, IReadOnlyList<string> names, List<SpecError> errors)
    {
        foreach (var (name, _) in json)
            if (!names.Contains(name))
                errors.Add(new SpecError($"{at}.{name}", $"There is no such field. There are: {string.Join(", ", names)}."));
        return Without(json, [.. json.Select(field => field.Key).Except(names)]);
    }

    private static JsonObject Without(JsonObject json, params string[] names)
    {
        var left = json.DeepClone().AsObject();
        foreach (var name in names)
            left.Remove(name);
        return left;
    }
}
