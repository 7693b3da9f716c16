using System.Text;
using LabPortal.Web.Comparing;

namespace LabPortal.Web.Api;

/// <summary>A comparison's tables as files, by the same query as its page: what is compared, in which metric, against which arm.</summary>
public static class CompareApi
{
    private const string Csv = "text/csv", Tex = "application/x-tex";

    public static void MapCompare(this WebApplication app)
    {
        var compare = app.MapGroup("/api/compare");
        compare.MapGet("table.json", JsonAsync);
        compare.MapGet("table.csv", ([AsParameters] CompareRequest asked, ComparisonReader reader, PromptIntervals prompts, CancellationToken cancel) =>
            asked.AnswerAsync(reader, async view => File(view, "table.csv", Csv, ComparisonCsv.Arms(view.Of, await prompts.OfAsync(view.Of, cancel))), cancel));
        compare.MapGet("table.tex", ([AsParameters] CompareRequest asked, ComparisonReader reader, PromptIntervals prompts, CancellationToken cancel) =>
            asked.AnswerAsync(reader, async view => File(view, "table.tex", Tex, ComparisonLatex.Arms(view.Of, await prompts.OfAsync(view.Of, cancel))), cancel));
        MapFile("tests.csv", Csv, (_, view) => ComparisonCsv.Tests(view));
        MapFile("pivot.csv", Csv, (asked, view) => PivotCsv.Of(asked.Pivot(view)));
        MapFile("pivot.tex", Tex, (asked, view) => ComparisonLatex.Pivot(asked.Pivot(view), view.Of.Title));

        void MapFile(string name, string type, Func<CompareRequest, ComparisonView, string> write) =>
            compare.MapGet(name, ([AsParameters] CompareRequest asked, ComparisonReader reader, CancellationToken cancel) => asked.AnswerAsync(reader, view => Task.FromResult(File(view, name, type, write(asked, view))), cancel));
    }

    private static IResult File(ComparisonView view, string name, string type, string text) =>
        Results.File(Encoding.UTF8.GetBytes(text), $"{type}; charset=utf-8", $"{ComparisonLatex.Label(view.Of.Title)}-{name}");

    private static Task<IResult> JsonAsync([AsParameters] CompareRequest asked, ComparisonReader reader, ExampleTests examples, PromptIntervals prompts, CancellationToken cancel) =>
        asked.AnswerAsync(reader, async view => Results.Json(ComparisonJson.Of(view, await examples.OfAsync(view, cancel), await prompts.OfAsync(view.Of, cancel))), cancel);
}
