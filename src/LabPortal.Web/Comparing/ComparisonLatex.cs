using System.Text.RegularExpressions;
using LabPortal.Training.Statistics;
using LabPortal.Web.Controls;
using LabPortal.Web.Curves;

namespace LabPortal.Web.Comparing;

/// <summary>The arms' table for a paper: the best in bold, n in the caption where all arms have the same and else in a column.</summary>
public static partial class ComparisonLatex
{
    private const string Legend = @"Bold: best; $=$: tied with it, ?: not told from it, with too few seeds to tell; tests at 5\,\%, paired by seed where seeds match, Holm-corrected over the table.";

    public static string Arms(Comparison of, IReadOnlyDictionary<(Guid Arm, string Metric), Interval> prompts)
    {
        var cells = ArmFigure.Of(of, prompts);
        var counts = of.Arms.Select(arm => arm.Finals(of.Headline).Count).Distinct().ToList();
        var published = of.Published.Count > 0;
        var head = of.Columns.Select(metric => Latex.Escape(MetricNames.Short(metric))).Prepend("Arm");
        var rows = of.Arms.SelectMany(arm => Rows(arm, [.. cells.Where(cell => cell.Arm == arm)])).ToList();
        IEnumerable<IEnumerable<string>> Rows(ComparedArm arm, IReadOnlyList<ArmFigure> figures) => figures.All(figure => figure.Prompts is null) ? [Means(arm, figures)]
            : [Means(arm, figures), [.. figures.Select(figure => figure.Prompts is { } range ? $@"{{\scriptsize {Latex.Escape(Words.Interval(range))}}}" : "").Prepend(""), .. Enumerable.Repeat("", (published ? 1 : 0) + (counts.Count > 1 ? 1 : 0))]];
        IEnumerable<string> Means(ComparedArm arm, IReadOnlyList<ArmFigure> figures) =>
        [
            Latex.Escape(arm.Name), .. figures.Select(cell => Cell(cell.Summary, cell.Standing)),
            .. published ? [Latex.Escape(of.PublishedFor(arm)?.Text ?? Words.None)] : Array.Empty<string>(),
            .. counts.Count > 1 ? [$"{arm.Finals(of.Headline).Count}"] : Array.Empty<string>(),
        ];
        IReadOnlyList<IEnumerable<string>> chance = of.Chance is { } level && of.Columns.Contains(of.Headline)
            ? [of.Columns.Select(metric => metric == of.Headline ? Words.Level(level) : "").Prepend("Chance").Concat(published ? [""] : []).Concat(counts.Count > 1 ? [""] : [])] : [];
        return Latex.Table(
            $"{Latex.Escape(of.Title)}: mean $\\pm$ half the 95\\,\\% confidence interval (Student's $t$) over seeds{(counts.Count == 1 ? $", $n = {counts[0]}$" : "")}. "
                + (prompts.Count > 0 ? "In brackets: 95\\,\\% interval over prompts and seeds, by hierarchical bootstrap. " : "") + Legend,
            Label(of.Title), $"l{new string('r', of.Columns.Count + (published ? 1 : 0) + (counts.Count > 1 ? 1 : 0))}",
            head.Concat(published ? ["Published"] : []).Concat(counts.Count > 1 ? ["$n$"] : []), rows, chance);
    }

    /// <summary>A pivot table; n under each cell's mean only where the cells differ in it.</summary>
    public static string Pivot(PivotTable table, string title)
    {
        var counts = table.Cells.Where(cell => cell.Summary is not null).Select(cell => cell.Summary!.Value.Count).Distinct().ToList();
        return Latex.Table(
            $"{Latex.Escape(title)}: {Latex.Escape(MetricNames.Title(table.Metric))}, mean $\\pm$ half the 95\\,\\% confidence interval over runs{(counts.Count == 1 ? $", $n = {counts[0]}$" : " ($n$ in parentheses)")}. {Legend}",
            $"{Label(title)}-{Label(table.Down.Key)}-{Label(table.Across.Key)}", $"l{new string('r', table.Columns.Count)}", table.Columns.Select(Latex.Escape).Prepend(Latex.Escape(table.Down.Label)),
            table.Rows.Select(row => table.Columns.Select(column => table[row, column]).Select(cell => Cell(cell.Summary, cell.Standing) + (counts.Count > 1 && cell.Summary is { } summary ? $" ({summary.Count})" : "")).Prepend(Latex.Escape(row))), []);
    }

    internal static string Label(string title) => Other().Replace(title.ToLowerInvariant(), "-").Trim('-');

    private static string Cell(Summary? of, Standing standing)
    {
        if (of is not { } summary)
            return "--";
        var (mean, spread) = Words.WithSpread(summary.Mean, summary.Half);
        var text = Latex.Escape(spread.Length > 0 ? $"{mean} ± {spread}" : mean);
        return standing == Standing.Best ? $@"\textbf{{{text}}}" : text + Standings.Mark(standing).Replace("=", "$=$");
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Other();
}
