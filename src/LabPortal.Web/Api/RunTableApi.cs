using LabPortal.Data.Runs;
using LabPortal.Web.Runs;

namespace LabPortal.Web.Api;

/// <summary>The run table over HTTP, in the language of its page's URL: <c>filter</c>, <c>sort</c>, <c>up</c>, <c>cols</c>.</summary>
public static class RunTableApi
{
    private const int MostRows = 1000;

    public static void MapRunTable(this WebApplication app)
    {
        app.MapGet("/api/runs", ListAsync);
        app.MapGet("/api/runs.csv", Csv);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, RunQueries runs, int skip = 0, int take = 100, CancellationToken cancel = default)
    {
        var view = RunTableView.Read(request.Query);
        if (view.Problems.Count > 0) return Refusal(view);
        var page = await runs.PageAsync(view.Query(Math.Max(skip, 0), Math.Clamp(take, 0, MostRows)), cancel);
        return Results.Ok(new { page.Total, skip, runs = page.Rows.Select(Row) });
    }

    private static IResult Csv(HttpRequest request, RunTableCsv csv, CancellationToken cancel)
    {
        var view = RunTableView.Read(request.Query);
        return view.Problems.Count > 0 ? Refusal(view)
            : Results.Stream(stream => csv.WriteAsync(view, stream, cancel), "text/csv; charset=utf-8", "runs.csv");
    }

    private static object Row(RunTableRow row) => new
    {
        row.Number, row.Experiment, row.ExperimentId, version = row.ExperimentVersion, row.Study, row.By, row.Arm, row.Seed, state = row.State.ToString().ToLowerInvariant(),
        row.Step, row.TotalSteps, row.EtaSeconds, row.QueuedAt, row.StartedAt, row.EndedAt, row.ArchivedAt, row.Attempts, row.FailureReason, row.Tags, row.Options,
        // JSON has no NaN.
        metrics = row.Metrics.ToDictionary(metric => metric.Key, metric => double.IsFinite(metric.Value) ? metric.Value : (double?)null),
    };

    private static IResult Refusal(RunTableView view) => Results.ValidationProblem(
        view.Problems.GroupBy(problem => problem.Field).ToDictionary(field => field.Key, field => field.Select(problem => problem.Message).ToArray()),
        title: "The query has errors. Each is listed with its parameter.");
}
