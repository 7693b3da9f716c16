using LabPortal.Web.Comparing;
using Microsoft.AspNetCore.Mvc;

namespace LabPortal.Web.Api;

/// <summary>What the page's URL may say of a comparison.</summary>
public sealed record CompareRequest(
    [FromQuery] string[]? Experiment, [FromQuery] string? Runs, [FromQuery] string? Metric, [FromQuery] string? Baseline,
    [FromQuery] string? Pairs, [FromQuery] string? See, [FromQuery] string? Comparable,
    [FromQuery] string? Rows, [FromQuery] string? Columns)
{
    /// <summary>Reads it and answers; what of it makes no sense is listed by field.</summary>
    public async Task<IResult> AnswerAsync(ComparisonReader reader, Func<ComparisonView, Task<IResult>> answer, CancellationToken cancel)
    {
        var source = ComparisonSource.Read(Experiment, Runs);
        if (source.Errors.Count > 0)
            return Refuse(source.Errors);
        if (source.IsEmpty)
            return Refuse([("experiment", "Name what to compare: experiment=ID, several with commas, or runs=1,2,3.")]);
        if (await reader.OfAsync(source, cancel) is not { } found)
            return Results.NotFound();
        var view = ComparisonView.Read(Comparable == "true" ? found.ComparableTo(Baseline) : found, Metric, Baseline, Pairs, See);
        var errors = view.Errors.Concat(Pivot(view).Errors).ToList();
        return errors.Count > 0 ? Refuse(errors) : await answer(view);
    }

    public PivotTable Pivot(ComparisonView view) => PivotTable.Of(view, Rows, Columns);

    private static IResult Refuse(IEnumerable<(string Field, string Message)> errors) => Results.ValidationProblem(
        errors.GroupBy(error => error.Field).ToDictionary(field => field.Key, field => field.Select(error => error.Message).ToArray()), title: "The address has errors. Each is listed with its field.");
}
