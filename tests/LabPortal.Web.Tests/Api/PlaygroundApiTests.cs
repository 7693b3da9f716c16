using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using LabPortal.Data;
using LabPortal.Data.Runs;
using LabPortal.Data.Workers;
using LabPortal.Web.Tests.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests.Api;

/// <summary>Questions over HTTP and on the page: to a lab without a worker, and to one whose real worker has trained a tiny run.</summary>
public sealed class PlaygroundApiTests : IAsyncLifetime
{
    private const string Tiny = """
        {"schema":1,"name":"tiny","task":{"name":"path-star"},"objective":{"name":"next-token"},"model":{"name":"gpt","options":{"layers":1,"heads":2,"width":16}},
         "training":{"steps":10,"batch":4,"checkpointEvery":0},"evaluation":{"every":10,"examples":20,"samples":1},"seeds":[1],"arms":[]}
        """;

    private readonly RunningPortal portal = new();
    private HttpClient browser = null!;

    public async Task InitializeAsync()
    {
        await portal.InitializeAsync();
        browser = await portal.SignedInAsync();
        (await browser.PostAsync("/api/experiments", Json(Tiny))).Dispose();
    }

    public Task DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Generate_TrainedByARealWorker_AnswersOnTheNewestCheckpoint()
    {
        await using var worker = WorkerNodeProcess.Start(portal.Folder);
        await worker.UntilAsync(async () => (string?)(await browser.GetFromJsonAsync<JsonObject>("/api/runs/1"))!["state"] == "completed");

        var answer = await AskAsync("""{"example":3,"temperature":0}""", HttpStatusCode.OK);
        Assert.Equal((1, 10), ((int)answer["number"]!, (int)answer["step"]!));
        var free = answer["answer"]!["free"]!.AsArray();
        Assert.Equal((3, 5), (free.Count, free[0]!["top"]!.AsArray().Count));
        Assert.Equal((string)free[0]!["text"]!, (string)free[0]!["top"]![0]!["text"]!);
        Assert.Equal(free.ToJsonString(), (await AskAsync("""{"example":3,"step":10}""", HttpStatusCode.OK))["answer"]!["free"]!.ToJsonString());
        Assert.Equal(7, (await AskAsync("""{"length":7}""", HttpStatusCode.OK))["answer"]!["free"]!.AsArray().Count);
        Assert.Equal(3, (await AskAsync("", HttpStatusCode.OK))["answer"]!["free"]!.AsArray().Count);

        Assert.Equal(["prompt"], Fields(await AskAsync("""{"prompt":"1 ? 2"}""", HttpStatusCode.BadRequest)));
        var tooLong = await AskAsync($$"""{"prompt":"{{string.Join(' ', Enumerable.Repeat('1', 18))}}"}""", HttpStatusCode.BadRequest);
        Assert.Contains("Use at most 17.", tooLong["errors"]!["prompt"]![0]!.ToString());
        Assert.Equal(["example"], Fields(await AskAsync("""{"example":20}""", HttpStatusCode.BadRequest)));
        Assert.Equal(["step"], Fields(await AskAsync("""{"step":3}""", HttpStatusCode.BadRequest)));
        Assert.False(await (await DbAsync()).PlaygroundRequests.AnyAsync());

        var page = await browser.GetStringAsync("/playground");
        Assert.Contains("Run 1: ", page);
        Assert.Contains("/playground?run=1&amp;step=10", await browser.GetStringAsync("/runs/1?tab=checkpoints"));
    }

    [Fact]
    public async Task Generate_NoWorker_SaysHowToStartOne()
    {
        await using var db = await DbAsync();
        var run = await db.Runs.SingleAsync();
        var problem = await AskAsync("""{"step":10}""", HttpStatusCode.ServiceUnavailable);
        Assert.Contains("./lab worker", (string)problem["detail"]!);

        // One that reported and has gone takes no question either; the question does not stay.
        var gone = new WorkerNode("gone");
        gone.Announce("cpu=1", "cpu", "1", 1, 1, DateTime.UtcNow.AddSeconds(-13));
        db.Add(gone);
        await db.SaveChangesAsync();
        problem = await AskAsync("""{"step":10}""", HttpStatusCode.ServiceUnavailable);
        Assert.Contains("No worker is running", (string)problem["detail"]!);
        Assert.False(await db.PlaygroundRequests.AnyAsync());
        Assert.Equal(RunState.Queued, run.State);
    }

    [Fact]
    public async Task Generate_WrongQuestion_NamesEveryFieldAtOnce()
    {
        var problem = await AskAsync("""{"temperature":-1,"topP":"half","legth":3,"step":"last"}""", HttpStatusCode.BadRequest);
        Assert.Equal(["legth", "step", "temperature", "topP"], Fields(problem).Order());
        Assert.Equal(["step"], Fields(await AskAsync("{}", HttpStatusCode.BadRequest))); // it has no checkpoint yet
        Assert.Equal(["body", "step"], Fields(await AskAsync("[1]", HttpStatusCode.BadRequest)));
        Assert.Equal(["body", "step"], Fields(await AskAsync("{", HttpStatusCode.BadRequest)));
        using var nowhere = await browser.PostAsync("/api/runs/99/generate", Json("{}"));
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    [Theory]
    [InlineData("/playground?run=x&temperature=hot&topP=7", "is not a run's number", "is not a number", "out of range")]
    [InlineData("/playground?run=77", "There is no run 77.")]
    [InlineData("/playground?run=1", "Run 1 has no checkpoint yet.")]
    [InlineData("/playground", "Nothing to ask yet")]
    public async Task Page_WrongOrEmptyAddress_SaysWhatIsWrong(string address, params string[] texts)
    {
        var html = WebUtility.HtmlDecode(await browser.GetStringAsync(address));
        Assert.All(texts, text => Assert.Contains(text, html));
    }

    private async Task<JsonObject> AskAsync(string body, HttpStatusCode expected)
    {
        using var answer = await browser.PostAsync("/api/runs/1/generate", Json(body));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == answer.StatusCode, $"{answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    private static IEnumerable<string> Fields(JsonObject problem) => problem["errors"]!.AsObject().Select(field => field.Key);

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private Task<LabDbContext> DbAsync() => portal.Services.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
}
