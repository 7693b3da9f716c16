using LabPortal.Training.Statistics;

namespace LabPortal.Web.Comparing;

/// <summary>A comparison laid out by two axes: in each cell one metric's mean over the runs that fall into it.</summary>
/// <param name="Errors">What of the URL makes no sense here; the usual axes take its place.</param>
public sealed record PivotTable(
    IReadOnlyList<PivotAxis> Axes, PivotAxis Across, PivotAxis Down, string Metric, IReadOnlyList<string> Columns, IReadOnlyList<string> Rows,
    IReadOnlyList<PivotCell> Cells, IReadOnlyList<(string Field, string Message)> Errors)
{
    public PivotCell this[string row, string column] => Cells.First(cell => cell.Row == row && cell.Column == column);

    /// <param name="rows">The key of the axis that goes down; null for the usual.</param>
    /// <param name="columns">The key of the axis that goes across; null for the usual.</param>
    public static PivotTable Of(ComparisonView view, string? rows, string? columns)
    {
        var axes = PivotAxis.Of(view.Of);
        var errors = new List<(string, string)>();
        var down = Choose("rows", rows) ?? axes.First(axis => axis.Key != columns);
        var across = Choose("columns", columns) ?? axes.First(axis => axis != down);
        var (rowValues, columnValues) = (view.Of.Arms.Select(down.Value).Distinct().ToList(), view.Of.Arms.Select(across.Value).Distinct().ToList());
        var seeds = view.Of.Runs.Select(run => run.Seed).Distinct().ToList();
        var cells = rowValues.SelectMany(_ => columnValues, (row, column) =>
        {
            var arms = view.Of.Arms.Where(arm => down.Value(arm) == row && across.Value(arm) == column).ToList();
            return new PivotCell(row, column, arms, Pool($"{row} · {column}", arms, view.Metric), [.. arms.Select(arm => (arm, arm.Lacks(seeds))).Where(lack => lack.Item2.Count > 0)]);
        }).ToList();
        return new PivotTable(axes, across, down, view.Metric, columnValues, rowValues, Judge(cells, view.Metric), errors);

        PivotAxis? Choose(string field, string? key)
        {
            if (string.IsNullOrEmpty(key))
                return null;
            var found = axes.FirstOrDefault(axis => axis.Key == key);
            if (found is null)
                errors.Add((field, $"There is no axis \"{key}\". There are: {string.Join(", ", axes.Select(axis => axis.Key))}."));
            return found;
        }
    }

    // Seeds of several arms are different runs: they are counted, not paired.
    private static SeedGroup Pool(string name, List<ComparedArm> arms, string metric) => arms is [var only] ? only.Group(metric) with { Name = name }
        : new SeedGroup(name, arms.SelectMany(arm => arm.Finals(metric)).Select((value, i) => (value, i)).ToDictionary(pair => -1L - pair.i, pair => pair.value));

    private static List<PivotCell> Judge(List<PivotCell> cells, string metric)
    {
        var standings = Standings.Of([.. cells.Select(cell => ((cell.Row, cell.Column), metric, cell.Group))]);
        return [.. cells.Select(cell => cell with { Standing = standings.GetValueOrDefault((cell.Row, cell.Column)) })];
    }
}
