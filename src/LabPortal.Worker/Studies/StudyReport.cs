using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LabPortal.Training.Statistics;
using LabPortal.Training.Studies;

namespace LabPortal.Worker.Studies;

/// <summary>What a study came to: its arms beside the published numbers, and the verdict.</summary>
internal sealed class StudyReport(string name, string title, string budget, IStudy study, IReadOnlyList<StudyRun> runs)
{
    private readonly IReadOnlyList<PublishedFigure> _published = study.Published(budget);

    public string Table()
    {
        var rows = new List<string[]> { new[] { "arm", "mean ± 95 % CI", "n", "paper", "chance" } };
        rows.AddRange(Arms().Select(arm => new[]
        {
            arm.Name, Text(arm.Summary), $"{arm.Summary?.Count ?? 0}", arm.Paper?.Text ?? "", Text(arm.Chance),
        }));
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{title}, {budget} budget: {study.Metric}").AppendLine();
        foreach (var row in rows)
            text.AppendLine(string.Join("   ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        text.AppendLine();
        foreach (var verdict in Verdicts())
            text.AppendLine(CultureInfo.InvariantCulture, $"{verdict.Of.Arm.Name} against {verdict.Of.Baseline.Name}: {Difference(verdict.Of)}{verdict.Words}");
        return text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Verdict: {Judge().Words}")
            .Append(CultureInfo.InvariantCulture, $"Paper: {study.Citation}, {study.Link}").ToString();
    }

    public JsonObject Json()
    {
        var verdict = Judge();
        return new JsonObject
        {
            ["command"] = $"study {name}",
            ["budget"] = budget,
            ["figures"] = new JsonArray([.. Arms().Select(arm => (JsonNode)new JsonObject
            {
                ["name"] = $"{arm.Name}.{study.Metric["eval/".Length..]}",
                ["value"] = Number(arm.Summary?.Mean),
                ["ci95"] = arm.Summary?.Interval is { } range ? new JsonArray(range.Low, range.High) : null,
                ["n"] = arm.Summary?.Count ?? 0,
                ["chance"] = arm.Chance,
                ["paper"] = arm.Paper?.Value,
                ["met"] = verdict.Reproduced,
            })]),
            ["tests"] = new JsonArray([.. Verdicts().Select(one => (JsonNode)new JsonObject
            {
                ["name"] = $"{one.Of.Arm.Name} - {one.Of.Baseline.Name}",
                ["difference"] = Number(one.Of.Difference),
                ["ci95"] = one.Of.Interval is { } range ? new JsonArray(range.Low, range.High) : null,
                ["n"] = one.Of.Count,
                ["test"] = one.Of.Decisive.Test,
                ["p"] = Number(one.Of.Decisive.P),
                ["pHolm"] = Number(one.Adjusted),
                ["verdict"] = one.Words,
            })]),
            ["verdict"] = verdict.Words,
        };
    }

    private StudyVerdict Judge() => study.Judge(budget, new((arm, metric) =>
        [.. runs.Where(run => run.Completed && run.Spec.Arm == arm && run.Last.ContainsKey(metric)).Select(run => run.Last[metric])]));

    /// <summary>Every arm against the first.</summary>
    private IReadOnlyList<SeedVerdict> Verdicts()
    {
        var groups = runs.GroupBy(run => run.Spec.Arm).Select(arm => new SeedGroup(arm.Key, Finished(arm).ToDictionary(run => run.Seed, run => run.Last[study.Metric]))).ToList();
        return SeedVerdict.Table([.. groups.Skip(1).Select(arm => SeedComparison.Of(arm, groups[0]))], MetricSense.HigherIsBetter(study.Metric), mean => MetricSense.WorthSeeing(study.Metric, mean));
    }

    private IEnumerable<StudyRun> Finished(IEnumerable<StudyRun> of) => of.Where(run => run.Completed && run.Last.ContainsKey(study.Metric));

    private static string Difference(SeedComparison of) => of is { Difference: { } difference, Interval: { } range }
        ? string.Create(CultureInfo.InvariantCulture, $"{difference:+0.000;-0.000} [{range.Low:0.000}, {range.High:0.000}], {of.Decisive.Test}, p = {of.Decisive.P:0.0e+0}: ") : "";

    private IEnumerable<(string Name, Summary? Summary, double? Chance, PublishedFigure? Paper)> Arms() => runs
        .GroupBy(run => run.Spec.Arm)
        .Select(arm => (
            arm.Key,
            Summary.Of([.. Finished(arm).Select(run => run.Last[study.Metric])]),
            arm.First().Spec.Task.Chance,
            _published.FirstOrDefault(figure => figure.Arm == arm.Key)));

    private static string Text(Summary? summary) => summary switch
    {
        null => "no finished run",
        { Half: { } half } known => string.Create(CultureInfo.InvariantCulture, $"{known.Mean:0.000} ± {half:0.000}"),
        { } known => Text(known.Mean),
    };

    private static string Text(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";

    // JSON knows no NaN; a figure without a number says so with null.
    private static JsonNode? Number(double? value) => value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;
}
