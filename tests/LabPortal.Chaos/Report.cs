using System.Globalization;
using System.Text.Json;

namespace LabPortal.Chaos;

/// <summary>The table for people, or one JSON object.</summary>
internal static class Report
{
    public static string Table(IReadOnlyList<FaultRow> rows)
    {
        string[] heads = ["fault", "times", "runs", "lost", "doubled", "wrong state", "out of order", "differing curves", "wrote late", "seconds"];
        var cells = rows.Select(row => (string[])[row.Fault, Text(row.Times), Text(row.Runs), .. row.Bad.Select(bad => Text(bad.Value)), Text((int)row.Seconds)]).Prepend(heads).ToList();
        var widths = Enumerable.Range(0, heads.Length).Select(column => cells.Max(row => row[column].Length)).ToArray();
        return string.Join('\n', cells.Select(row => string.Join("   ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column])))));
    }

    public static string Line(FaultRow row) =>
        $"{row.Fault}: {row.Times} times, {row.Runs} runs, {string.Join(", ", row.Bad.Select(bad => $"{bad.Name} {bad.Value}"))} ({row.Seconds:0} s)";

    public static string Json(IReadOnlyList<FaultRow> rows) => JsonSerializer.Serialize(new
    {
        command = "chaos",
        figures = rows.SelectMany(row => row.Bad.Select(bad => new { name = $"{row.Fault}.{bad.Name}", value = bad.Value, unit = "count", bar = (int?)0, met = (bool?)(bad.Value == 0) })
            .Prepend(new { name = $"{row.Fault}.times", value = row.Times, unit = "count", bar = (int?)null, met = (bool?)null })
            .Append(new { name = $"{row.Fault}.runs", value = row.Runs, unit = "count", bar = (int?)null, met = (bool?)null })),
    });

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
