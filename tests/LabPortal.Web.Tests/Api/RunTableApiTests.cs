using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace LabPortal.Web.Tests.Api;

[Collection(FilledPortalTests.Name)]
public sealed class RunTableApiTests(FilledPortal portal)
{
    [Fact]
    public async Task Runs_FilteredAndSorted_AreThePagesRuns()
    {
        var table = await GetAsync("/api/runs?filter=arm%20~%20token&filter=eval/accuracy%20%3E%200&sort=eval/accuracy&up=true&cols=eval/accuracy,task.options.degree");
        Assert.Equal(3, table["total"]!.GetValue<int>());
        var rows = table["runs"]!.AsArray();
        Assert.All(rows, row => Assert.Equal("next-token", row!["arm"]!.ToString()));
        var values = rows.Select(row => row!["metrics"]!["eval/accuracy"]!.GetValue<double>()).ToList();
        Assert.Equal(values.Order(), values);
        Assert.Equal("2", rows[0]!["options"]!["task.options.degree"]!.ToString());
    }

    [Fact]
    public async Task Runs_Slice_HasTheTotalOfAll()
    {
        var table = await GetAsync("/api/runs?filter=experiment%20~%20pitfalls&filter=number%20%3C%2010&skip=2&take=3&up=true");
        Assert.Equal((9, 3), (table["total"]!.GetValue<int>(), table["runs"]!.AsArray().Count));
        Assert.Equal(3, table["runs"]![0]!["number"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("/api/runs?filter=stat%3D3&sort=x&take=5")]
    [InlineData("/api/runs.csv?filter=stat%3D3&sort=x")]
    public async Task Runs_WrongQuery_NamesEveryParameter(string path)
    {
        using var answer = await portal.Administrator.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!.AsObject();
        Assert.Contains("stat=3", errors["filter"]![0]!.ToString());
        Assert.Contains("\"x\"", errors["sort"]![0]!.ToString());
    }

    [Fact]
    public async Task Csv_OfTheTable_HasEveryRunAndTheChosenColumns()
    {
        using var answer = await portal.Administrator.GetAsync("/api/runs.csv?filter=number%20%3C%2010&up=true&cols=state,arm,eval/accuracy,reason,tags");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("runs.csv", answer.Content.Headers.ContentDisposition!.ToString());
        var lines = (await answer.Content.ReadAsStringAsync()).TrimEnd().Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        Assert.Equal(10, lines.Count);
        Assert.Equal("number,state,arm,eval/accuracy,reason,tags", lines[0]);
        Assert.StartsWith("1,completed,next-token,0.5", lines[1]);
        Assert.Contains("The loss became NaN at step 612.", lines[8]);
    }

    private async Task<JsonObject> GetAsync(string path) => (await portal.Administrator.GetFromJsonAsync<JsonObject>(path))!;
}
