using System.Text.Json;

namespace LabPortal.Web.Charts;

/// <summary>What a chart's script reads, as one text: equal texts need no new drawing.</summary>
internal static class ChartJson
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static string Write(object chart) => JsonSerializer.Serialize(chart, Web);

    /// <summary>JSON has no NaN.</summary>
    public static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? double.Round(number, 8) : null;
}
