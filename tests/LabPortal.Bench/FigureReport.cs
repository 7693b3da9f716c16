using System.Globalization;
using System.Text.Json;

namespace LabPortal.Bench;

/// <summary>The figures as a table for people, or as one JSON object.</summary>
internal static class FigureReport
{
    private static readonly JsonSerializerOptions Settings = new(JsonSerializerDefaults.Web);

    public static string Json(IReadOnlyList<string> names, IReadOnlyList<Figure> figures) => JsonSerializer.Serialize(new
    {
        command = $"bench {string.Join(' ', names)}",
        figures = figures.Select(figure => new
        {
            figure.Name, value = Math.Round(figure.Value, 4), figure.Unit, figure.Peer, floor = (double?)null, figure.Bar, figure.Met,
        }),
    }, Settings);

    public static string Table(IReadOnlyList<Figure> figures)
    {
        var rows = figures.Select(figure => new[]
        {
            figure.Name, figure.Value.ToString("#,0.###", CultureInfo.InvariantCulture), figure.Unit, Bar(figure),
            figure.Met switch { true => "met", false => "missed", null => "" },
        }).Prepend(["figure", "value", "unit", "bar", ""]).ToList();
        var widths = Enumerable.Range(0, 5).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return string.Join('\n', rows.Select(row => string.Join("   ", row.Select((cell, column) =>
            column == 1 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd()));
    }

    private static string Bar(Figure figure) => figure.Bar is not { } bar
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{(figure.LessIsBetter ? "≤" : "≥")} {bar:#,0.##}{(figure.Peer is { } peer ? $" × {peer:#,0.##}" : "")}");
}
