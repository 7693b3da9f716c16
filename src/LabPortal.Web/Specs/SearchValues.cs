using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LabPortal.Training.Options;

namespace LabPortal.Web.Specs;

/// <summary>The values of a search's axis as people write them in one line: <c>0.001, 0.01</c>, <c>next-token, teacherless</c>, <c>none, reverse-target</c>.</summary>
public static class SearchValues
{
    private const string None = "none";
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What can be varied in a spec as it is: each path with its label.</summary>
    public static IReadOnlyList<(string Path, string Label)> Paths(SpecDraft draft) => [.. SpecSections.All.SelectMany(section =>
        section.Options is { } options ? OptionSchema.Of(options).Select(field => ($"{section.Path}.{field.Name}", $"{section.Title}: {field.Label}"))
        : section.IsList ? [(section.Path, section.Title)]
        : [(section.Path, section.Title), .. Chosen(draft, section).Select(field => ($"{section.Path}.options.{field.Name}", $"{section.Title}: {field.Label}"))])];

    public static JsonArray Read(string path, string text)
    {
        if (Json($"[{text}]") is { } written && (written.Any(value => value is JsonObject or JsonArray) || !IsPart(path)))
            return written;
        return new JsonArray([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(word => Value(path, word))]);
    }

    public static string Write(string path, JsonArray values) => values.Any(value => Word(path, value) is null)
        ? values.ToJsonString(Readable)[1..^1]
        : string.Join(", ", values.Select(value => Word(path, value)));

    private static JsonNode Value(string path, string word) => Section(path) switch
    {
        { IsList: true } => word == None ? new JsonArray() : new JsonArray([.. word.Split('+', StringSplitOptions.TrimEntries).Select(name => new JsonObject { ["name"] = name })]),
        { } => new JsonObject { ["name"] = word },
        null when bool.TryParse(word, out var flag) => flag,
        null when long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        null when double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        null => word,
    };

    // Null where only JSON says it all.
    private static string? Word(string path, JsonNode? value) => value switch
    {
        JsonArray { Count: 0 } when Section(path) is { IsList: true } => None,
        JsonArray list when Section(path) is { IsList: true } && list.All(part => part is JsonObject { Count: 1 } && part["name"] is JsonValue) => string.Join(" + ", list.Select(part => part!["name"]!.ToString())),
        JsonObject { Count: 1 } part when IsPart(path) && part["name"] is JsonValue name => name.ToString(),
        JsonValue when !IsPart(path) && value.ToString() is { } word && !word.Contains(',') => word,
        _ => null,
    };

    private static bool IsPart(string path) => Section(path) is not null;

    private static SpecSection? Section(string path) => SpecSections.All.FirstOrDefault(section => section.Path == path && section.Options is null);

    private static IReadOnlyList<OptionField> Chosen(SpecDraft draft, SpecSection section) =>
        section.Entries.FirstOrDefault(entry => entry.Name == draft.Get($"{section.Path}.name")?.ToString()) is { } entry ? OptionSchema.Of(entry.OptionsType) : [];

    private static JsonArray? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonArray;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
