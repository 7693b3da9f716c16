using System.Text.Json;

namespace LabPortal.Data.Experiments;

/// <summary>One value of an arm's spec, by its path: <c>task.options.degree</c>. The spec itself stays as it was written; these rows are
/// what a table of ten thousand runs is filtered, sorted and grouped by.</summary>
/// <param name="Number">The value where it is a number.</param>
public sealed record ArmOption(Guid ArmId, string Path, string Text, double? Number)
{
    /// <summary>Longer values are cut: a table's cell shows no more.</summary>
    public const int MaxLength = 200;

    /// <summary>Every value in a spec; none where it is no JSON object.</summary>
    public static List<ArmOption> Of(Guid arm, string specJson)
    {
        using var spec = JsonDocument.Parse(specJson);
        return [.. Flatten(arm, spec.RootElement, "")];
    }

    private static IEnumerable<ArmOption> Flatten(Guid arm, JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(field => Flatten(arm, field.Value, path.Length == 0 ? field.Name : $"{path}.{field.Name}")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => Flatten(arm, item, $"{path}[{i}]")),
        JsonValueKind.Null => [],
        JsonValueKind.Number => [new(arm, path, value.GetRawText(), value.GetDouble())],
        JsonValueKind.String => [new(arm, path, Cut(value.GetString()!), null)],
        _ => [new(arm, path, value.GetRawText(), null)],
    };

    private static string Cut(string text) => text.Length <= MaxLength ? text : text[..MaxLength];
}
