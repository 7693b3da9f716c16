using System.Globalization;
using System.Text.Json;

namespace LabPortal.Bench;

/// <summary>The figures as a table for people, or as one JSON object.</summary>
internal static class FigureReport
{
    private static readonly JsonSerializerOptions Settings = new(JsonSerializerDefaults.Web);
    private static readonly string[] Heads = ["figure", "value", "unit", "peer", "floor", "bar", ""];

    public static string Json(IReadOnlyList<string> names, IReadOnlyList<Figure> figures) => JsonSerializer.Serialize(new
    {
        command = $"bench {string.Join(' ', names)}",
        figures = figures.Select(figure => new
        {
            figure.Name, value = Rounded(figure.Value), figure.Unit, peer = Rounded(figure.Peer), floor = Rounded(figure.Floor), figure.Bar, figure.Met,
        }),
    }, Settings);

    public static string Table(IReadOnlyList<Figure> figures)
    {
        var rows = figures.Select(figure => new[]
        {
            figure.Name, Number(figure.Value), figure.Unit, Number(figure.Peer), Number(figure.Floor), Bar(figure),
            figure.Met switch { true => "met", false => "missed", null => "" },
        }).Prepend(Heads).ToList();
        var widths = Enumerable.Range(0, Heads.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return string.Join('\n', rows.Select(row => string.Join("   ", row.Select((cell, column) =>
            column is 1 or 3 or 4 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd()));
    }

    // Six digits that count: differences can be tiny.
    private static double? Rounded(double? value) => value is { } number ? double.Parse(number.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    private static string Number(double? value) => value is { } number
        ? number.ToString(number is not 0 && Math.Abs(number) < 0.01 ? "0.##E0" : "#,0.###", CultureInfo.InvariantCulture)
        : "";

    private static string Bar(Figure figure) => figure.Bar is not { } bar
        ? ""
        : $"{(figure.LessIsBetter ? "≤" : "≥")} {Number(bar)}{(figure.Peer is null ? "" : " × peer")}";
}
