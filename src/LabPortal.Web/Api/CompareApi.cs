using System.Text;
using LabPortal.Web.Comparing;

namespace LabPortal.Web.Api;

/// <summary>A comparison's tables as files, by the same query as its page: what is compared, in which metric, against which arm.</summary>
public static class CompareApi
{
    public static void MapCompare(this WebApplication app)
    {
        var compare = app.MapGroup("/api/compare");
        compare.MapGet("table.json", JsonAsync);
        MapFile("table.csv", "text/csv", (_, view) => ComparisonCsv.Arms(view.Of));
        MapFile("tests.csv", "text/csv", (_, view) => ComparisonCsv.Tests(view));
        MapFile("table.tex", "application/x-tex", (_, view) => ComparisonLatex.Arms(view.Of));
        MapFile("pivot.csv", "text/csv", (asked, view) => PivotCsv.Of(asked.Pivot(view)));
        MapFile("pivot.tex", "application/x-tex", (asked, view) => ComparisonLatex.Pivot(asked.Pivot(view), view.Of.Title));

        void MapFile(string name, string type, Func<CompareRequest, ComparisonView, string> write) =>
            compare.MapGet(name, ([AsParameters] CompareRequest asked, ComparisonReader reader, CancellationToken cancel) => asked.AnswerAsync(
                reader, view => Task.FromResult(Results.File(Encoding.UTF8.GetBytes(write(asked, view)), $"{type}; charset=utf-8", $"{ComparisonLatex.Label(view.Of.Title)}-{name}")), cancel));
    }

    private static Task<IResult> JsonAsync([AsParameters] CompareRequest asked, ComparisonReader reader, ExampleTests examples, CancellationToken cancel) =>
        asked.AnswerAsync(reader, async view => Results.Json(ComparisonJson.Of(view, await examples.OfAsync(view, cancel))), cancel);
}
