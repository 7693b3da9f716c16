using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace LabPortal.Web.Tests.Api;

[Collection(FilledPortalTests.Name)]
public sealed class CompareApiTests(FilledPortal portal)
{
    [Fact]
    public async Task Csv_OfAnExperiment_HasARowForEachArmAndMetric()
    {
        using var answer = await portal.Administrator.GetAsync($"/api/compare/table.csv?experiment={portal.Experiment}");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("the-pitfalls-of-next-token-prediction-table.csv", answer.Content.Headers.ContentDisposition!.FileName);
        var rows = Rows(await answer.Content.ReadAsStringAsync());
        Assert.StartsWith("arm,metric,n,mean,sd,ci95_low", rows[0]);
        Assert.Equal(1 + 3 * 3, rows.Count);
        // Accuracies 0.50 and 0.51, chance 0.5, published 0.483.
        Assert.StartsWith("next-token,eval/accuracy,2,0.505,0.00707", rows[1]);
        Assert.EndsWith(",behind,0.5,0.483", rows[1]);
    }

    [Fact]
    public async Task TestsCsv_OfAllPairs_HasARowForEach()
    {
        var against = Rows(await portal.Administrator.GetStringAsync($"/api/compare/tests.csv?experiment={portal.Experiment}&baseline=reversed"));
        Assert.Equal(3, against.Count);
        Assert.All(against.Skip(1), row => Assert.Contains(",reversed,eval/accuracy,paired by seed,2,", row));
        Assert.Equal(4, Rows(await portal.Administrator.GetStringAsync($"/api/compare/tests.csv?experiment={portal.Experiment}&pairs=true")).Count);
    }

    [Fact]
    public async Task Latex_OfAnExperiment_IsATableOfBooktabs()
    {
        var text = await portal.Administrator.GetStringAsync($"/api/compare/table.tex?experiment={portal.Experiment}");
        foreach (var part in new[] { @"\toprule", @"\midrule", @"\bottomrule", @"\textbf{", "$n = 2$", @"next-token & 0.51 $\pm$ 0.06 &", @"0.483 ($\approx$ 1/degree)", "Chance & 0.5 &", @"\end{table}" })
            Assert.Contains(part, text);
        Assert.Equal(text.Count(sign => sign == '{'), text.Count(sign => sign == '}'));
    }

    [Fact]
    public async Task Json_OfAnExperiment_HasTestsOverSeedsAndExamples()
    {
        var json = (await portal.Administrator.GetFromJsonAsync<JsonObject>($"/api/compare/table.json?experiment={portal.Experiment}"))!;
        Assert.Equal("next-token", (string)json["baseline"]!);
        var accuracy = json["arms"]![0]!["metrics"]!["eval/accuracy"]!;
        Assert.Equal(2, (int)accuracy["n"]!);
        Assert.Equal(0.51, (double)accuracy["seeds"]!["2"]!);
        Assert.Equal(2, json["tests"]!.AsArray().Count);
        Assert.Equal("paired by seed", (string)json["tests"]![0]!["design"]!);
        var examples = json["examples"]![0]!;
        Assert.Equal((200, 2), ((int)examples["examples"]!, examples["mcNemar"]!.AsArray().Count));
    }

    [Fact]
    public async Task Table_OfRuns_IsOfThose()
    {
        var rows = Rows(await portal.Administrator.GetStringAsync("/api/compare/table.csv?runs=1,2"));
        Assert.Equal(["next-token", "reversed"], rows.Skip(1).Select(row => row.Split(',')[0]).Distinct());
    }

    [Theory]
    [InlineData("", "experiment")]
    [InlineData("?experiment=seven", "experiment")]
    [InlineData("?runs=1,x", "runs")]
    [InlineData("?runs=1,2&baseline=nobody", "baseline")]
    [InlineData("?runs=1,2&metric=eval/joy", "metric")]
    [InlineData("?runs=1,2&see=much", "see")]
    [InlineData("?runs=1,2&rows=nothing", "rows")]
    public async Task Table_OfABadQuery_NamesTheField(string query, string field)
    {
        using var answer = await portal.Administrator.GetAsync($"/api/compare/table.json{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([field], (await answer.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task Pivot_OfAnExperiment_HasACellForEachCombination()
    {
        var rows = Rows(await portal.Administrator.GetStringAsync($"/api/compare/pivot.csv?experiment={portal.Experiment}"));
        Assert.StartsWith("objective,transforms,metric,arms,n,mean", rows[0]);
        Assert.Equal(["next-token,none", "next-token,reverse-target", "teacherless,none", "teacherless,reverse-target"], rows.Skip(1).Select(row => string.Join(',', row.Split(',').Take(2))));
        Assert.EndsWith(",,0,,,,,behind,0", rows[4]);
        var text = await portal.Administrator.GetStringAsync($"/api/compare/pivot.tex?experiment={portal.Experiment}&rows=transforms&columns=objective");
        Assert.Contains("Transforms & next-token & teacherless", text);
        Assert.Contains(@"    reverse-target & \textbf{", text);
    }

    [Fact]
    public async Task Table_OfWhatIsNotThere_IsNotFound()
    {
        using var answer = await portal.Administrator.GetAsync("/api/compare/table.csv?runs=99999");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Table_SignedOut_IsRefused()
    {
        using var answer = await portal.Stranger().GetAsync($"/api/compare/table.csv?experiment={portal.Experiment}");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static List<string> Rows(string csv) => [.. csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
}
