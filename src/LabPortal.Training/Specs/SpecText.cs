using System.Text.Json;
using System.Text.Json.Nodes;
using LabPortal.Training.Options;

namespace LabPortal.Training.Specs;

/// <summary>Reads the pieces that specs are made of, and names what is wrong with each.</summary>
internal static class SpecText
{
    public const int Schema = 1;

    public static JsonObject? Parse(string json, List<SpecError> errors)
    {
        try
        {
            if (JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is JsonObject read)
                return read;
            errors.Add(new SpecError("", "A spec is a JSON object: { \"schema\": 1, … }."));
        }
        catch (JsonException problem)
        {
            errors.Add(new SpecError("", problem.LineNumber is { } line
                ? $"This is not JSON: line {line + 1}, character {problem.BytePositionInLine + 1}."
                : "A name stands twice in one object. Keep one of them."));
        }

        return null;
    }

    public static void CheckSchema(JsonObject json, List<SpecError> errors)
    {
        if (json["schema"] is not JsonValue value || !value.TryGetValue<int>(out var schema) || schema != Schema)
            errors.Add(new SpecError("schema", $"{json["schema"]?.ToJsonString() ?? "Nothing"} is not a schema that this lab reads. Write {Schema}."));
    }

    public static void RejectUnknown(JsonObject json, IReadOnlyList<string> known, List<SpecError> errors)
    {
        foreach (var (name, _) in json)
            if (!known.Contains(name))
                errors.Add(new SpecError(name, $"There is no such field. There are: {string.Join(", ", known)}."));
    }

    public static string? String(JsonObject json, string field, List<SpecError> errors)
    {
        if (json[field] is JsonValue value && value.TryGetValue<string>(out var text) && !string.IsNullOrWhiteSpace(text))
            return text;
        errors.Add(new SpecError(field, "Give a name: a text that is not empty."));
        return null;
    }

    /// <summary>Reads a part that must be there and writes its canonical form.</summary>
    public static T? ReadPart<T>(JsonNode? node, string path, Registry<T> registry, JsonObject canonical, List<SpecError> errors) where T : class
    {
        var (part, made) = Make(node, path, registry, errors);
        if (part is not null)
            canonical[path] = part.ToJson();
        return made;
    }

    /// <summary>Reads a list of parts; a missing list is an empty one.</summary>
    public static IReadOnlyList<T> ReadParts<T>(JsonObject json, string field, Registry<T> registry, JsonObject canonical, List<SpecError> errors) where T : class
    {
        var written = new JsonArray();
        canonical[field] = written;
        if (json[field] is null)
            return [];
        if (json[field] is not JsonArray list)
        {
            errors.Add(new SpecError(field, "This is a list: [ { \"name\": … } ]."));
            return [];
        }

        var parts = new List<T>();
        for (var i = 0; i < list.Count; i++)
        {
            var (part, made) = Make(list[i], $"{field}[{i}]", registry, errors);
            if (made is null)
                continue;
            written.Add(part!.ToJson());
            parts.Add(made);
        }

        return parts;
    }

    public static T ReadSection<T>(JsonObject json, string field, JsonObject canonical, List<SpecError> errors) where T : class
    {
        if (json[field] is not (null or JsonObject))
            errors.Add(new SpecError(field, "This is an object of options: { … }."));
        var options = OptionReader.Read(typeof(T), json[field] as JsonObject ?? [], field, errors);
        canonical[field] = OptionReader.Write(options);
        return (T)options;
    }

    private static (Part? Part, T? Made) Make<T>(JsonNode? node, string path, Registry<T> registry, List<SpecError> errors) where T : class
    {
        if (node is not JsonObject json)
        {
            errors.Add(new SpecError(path, $"Choose a {registry.Kind}: {{ \"name\": \"{registry.All[0].Name}\", \"options\": {{ … }} }}."));
            return default;
        }

        foreach (var (name, _) in json)
            if (name is not ("name" or "options"))
                errors.Add(new SpecError($"{path}.{name}", "There is no such field. There are: name, options."));
        var chosen = json["name"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
        if (registry.Find(chosen) is not { } entry)
        {
            errors.Add(new SpecError($"{path}.name", registry.Explain(chosen)));
            return default;
        }

        if (json["options"] is not (null or JsonObject))
            errors.Add(new SpecError($"{path}.options", "This is an object of options: { … }."));
        var options = OptionReader.Read(entry.OptionsType, json["options"] as JsonObject ?? [], $"{path}.options", errors);
        return (new Part(entry.Name, OptionReader.Write(options)), entry.Create(options));
    }

    /// <summary>RFC 7386's merge, but that another variant's name also drops the options of the one before.</summary>
    public static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var merged = target is JsonObject before ? before.DeepClone().AsObject() : [];
        if (changes["name"] is { } name && merged["name"] is { } old && !JsonNode.DeepEquals(name, old))
            merged.Remove("options");
        foreach (var (field, value) in changes)
            if (value is null)
                merged.Remove(field);
            else
                merged[field] = Merge(merged[field], value);
        return merged;
    }

}
