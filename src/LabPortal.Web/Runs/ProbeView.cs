using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LabPortal.Data.Runs;

namespace LabPortal.Web.Runs;

/// <summary>A probe's result unpacked: its named numbers, and its lists of one number per target position, or per whatever the probe is named after.</summary>
/// <param name="Places">What the lists run over, in words, and its places where the probe names them.</param>
public sealed partial record ProbeView(string Name, string Title, long Last, IReadOnlyList<(string Name, double? Value)> Numbers, IReadOnlyList<ProbeList> Lists, (string Word, IReadOnlyList<double?> At) Places)
{
    /// <summary>The list of that name, where the probe gave one.</summary>
    public IReadOnlyList<double?>? List(string name) => Lists.FirstOrDefault(list => list.Name == name)?.Values;

    public static ProbeView Of(ProbeResult result)
    {
        var json = JsonNode.Parse(result.Json) as JsonObject ?? [];
        var places = json.ContainsKey(result.Name) ? result.Name : "positions";
        return new ProbeView(result.Name, result.Title, result.Step,
            json.Where(field => field.Value is not (JsonArray or JsonObject)).Select(field => (Words(field.Key), Number(field.Value))).ToList(),
            json.Where(field => field.Value is JsonArray && field.Key != places).Select(field => new ProbeList(Words(field.Key), Listed(field.Value))).ToList(),
            (Words(places).TrimEnd('s'), Listed(json[places])));
    }

    private static IReadOnlyList<double?> Listed(JsonNode? list) => (list as JsonArray ?? []).Select(Number).ToList();

    private static double? Number(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Number => node.GetValue<double>(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => null,
    };

    private static string Words(string camel) => Hump().Replace(camel, match => " " + match.Value.ToLowerInvariant()) is { Length: > 0 } words ? char.ToUpperInvariant(words[0]) + words[1..] : camel;

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Hump();
}
