using System.Globalization;
using System.Text;
using LabPortal.Data.Runs;

namespace LabPortal.Web.Runs;

/// <summary>The run table as a file: every run that the filters leave, with the columns shown, values as they are stored.</summary>
public sealed class RunTableCsv(RunQueries runs)
{
    private const int AtOnce = 500;

    public async Task WriteAsync(RunTableView view, Stream to, CancellationToken cancel)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true);
        RunField[] columns = [RunField.Number, .. view.Columns];
        await writer.WriteLineAsync(Line(columns.Select(column => column.ToString())).AsMemory(), cancel);
        var ids = (await runs.ChoicesAsync(view.Query(take: int.MaxValue), cancel)).Select(run => run.Id);
        foreach (var some in ids.Chunk(AtOnce))
            foreach (var row in await runs.RowsAsync(some, view.Query(), cancel))
                await writer.WriteLineAsync(Line(columns.Select(column => Value(row, column))).AsMemory(), cancel);
    }

    /// <summary>A cell for a program to read; empty where the run has none.</summary>
    public static string Value(RunTableRow row, RunField field) => field.Kind switch
    {
        RunFieldKind.Metric => row.Metrics.TryGetValue(field.Name, out var value) ? value.ToString("R", CultureInfo.InvariantCulture) : "",
        RunFieldKind.Option => row.Options.GetValueOrDefault(field.Name, ""),
        RunFieldKind.Tag => row.Tags.Contains(field.Name) ? "yes" : "no",
        _ => field.Name switch
        {
            "number" => Number(row.Number),
            "state" => row.State.ToString().ToLowerInvariant(),
            "experiment" => row.Experiment,
            "study" => row.Study ?? "",
            "arm" => row.Arm,
            "seed" => Number(row.Seed),
            "step" => Number(row.Step),
            "queued" => Time(row.QueuedAt),
            "started" => Time(row.StartedAt),
            "ended" => Time(row.EndedAt),
            "duration" => row is { StartedAt: { } start, EndedAt: { } end } ? Number(Math.Round((end - start).TotalSeconds, 3)) : "",
            "left" => row.EtaSeconds is { } eta ? Number(eta) : "",
            "attempts" => Number(row.Attempts),
            "tags" => string.Join(' ', row.Tags),
            "reason" => row.FailureReason ?? "",
            "by" => row.By,
            _ => Time(row.ArchivedAt),
        },
    };

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Time(DateTime? at) => at?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    private static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell));

    // A text that a spreadsheet would take for a formula is kept from being one.
    private static string Cell(string text)
    {
        if (text is ['=' or '+' or '-' or '@', ..] && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
    }
}
