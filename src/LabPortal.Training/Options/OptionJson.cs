using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LabPortal.Training.Options;

/// <summary>How options stand in JSON: camelCase names, kebab-case choices.</summary>
internal static class OptionJson
{
    public static readonly JsonSerializerOptions Settings = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static IReadOnlyList<string> ChoicesOf(Type choice) =>
        Enum.GetNames(choice).Select(JsonNamingPolicy.KebabCaseLower.ConvertName).ToList();
}
