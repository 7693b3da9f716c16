namespace LabPortal.Web.Comparing;

/// <summary>A pivot table as a tidy list of cells.</summary>
public static class PivotCsv
{
    public static string Of(PivotTable table) => Csv.Text(
        [table.Down.Key, table.Across.Key, "metric", "arms", "n", "mean", "sd", "ci95_low", "ci95_high", "standing", "missing_runs"],
        table.Cells.Select(cell => (object?[])
        [
            cell.Row, cell.Column, table.Metric, string.Join("; ", cell.Arms.Select(arm => arm.Name)), cell.Summary?.Count ?? 0, cell.Summary?.Mean, cell.Summary?.Deviation,
            cell.Summary?.Interval?.Low, cell.Summary?.Interval?.High, Csv.Word(cell.Standing), cell.Lacks.Sum(lack => lack.Seeds.Count),
        ]));
}
