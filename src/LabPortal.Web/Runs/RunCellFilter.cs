using System.Globalization;
using LabPortal.Data.Runs;
using LabPortal.Training.Statistics;

namespace LabPortal.Web.Runs;

/// <summary>The filter that a click on a cell adds.</summary>
public static class RunCellFilter
{
    /// <returns>Null where a click on the cell does nothing.</returns>
    public static string? Of(RunTableRow row, RunField field) => field.Kind switch
    {
        RunFieldKind.Metric => row.Metrics.TryGetValue(field.Name, out var value) ? Metric(field, value) : null,
        RunFieldKind.Option => RunFilter.Write(field, RunComparison.Equal, row.Options.GetValueOrDefault(field.Name, RunFilter.None)),
        RunFieldKind.Tag => RunFilter.Write(field, RunComparison.Equal, row.Tags.Contains(field.Name) ? "yes" : "no"),
        _ => Attribute(row, field),
    };

    private static string? Attribute(RunTableRow row, RunField field) => field.Name switch
    {
        "experiment" => RunFilter.Write(field, RunComparison.Equal, row.ExperimentId.ToString()),
        "queued" => Day(field, row.QueuedAt),
        "started" => Day(field, row.StartedAt),
        "ended" => Day(field, row.EndedAt),
        "duration" => row is { StartedAt: { } start, EndedAt: { } end } ? RunFilter.Write(field, RunComparison.AtLeast, ((end - start).TotalSeconds).ToString("0", CultureInfo.InvariantCulture) + " s") : null,
        "tags" or "left" or "archived" => null,
        _ => RunTableCsv.Value(row, field) is { Length: > 0 } value ? RunFilter.Write(field, RunComparison.Equal, value) : null,
    };

    private static string? Day(RunField field, DateTime? at) =>
        at is { } time ? RunFilter.Write(field, RunComparison.Equal, time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null;

    // As good as this one or better.
    private static string Metric(RunField field, double value) => double.IsNaN(value)
        ? RunFilter.Write(field, RunComparison.Equal, "NaN")
        : RunFilter.Write(field, MetricSense.HigherIsBetter(field.Name) ? RunComparison.AtLeast : RunComparison.AtMost, value.ToString("R", CultureInfo.InvariantCulture));
}
