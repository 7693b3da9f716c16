using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using LabPortal.Web.Launching;

namespace LabPortal.Web.Tests.Api;

[Collection(FilledPortalTests.Name)]
public sealed class ExperimentApiTests(FilledPortal portal)
{
    [Fact]
    public async Task Post_WrongSpec_ListsEveryErrorWithItsField()
    {
        var spec = """{"schema":1,"name":"x","task":{"name":"path-star","options":{"degree":0,"nodes":3}},"objective":{"name":"guess"},"model":{"name":"gpt"},"seeds":[]}""";
        using var answer = await portal.Administrator.PostAsync("/api/experiments", Json(spec));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var fields = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!.AsObject().Select(field => field.Key).ToList();
        Assert.Contains("task.options.degree", fields);
        Assert.Contains("objective.name", fields);
        Assert.Contains("seeds", fields);
    }

    [Fact]
    public async Task Post_TextThatTheLabHasNot_SaysSoAtItsField()
    {
        var spec = """{"schema":1,"name":"x","task":{"name":"char-text","options":{"corpus":"HASH"}},"objective":{"name":"next-token"},"model":{"name":"gpt"},"seeds":[1]}""".Replace("HASH", new string('a', 64));
        using var answer = await portal.Administrator.PostAsync("/api/experiments", Json(spec));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!.AsObject();
        Assert.Contains("Upload it", errors["task.options.corpus"]![0]!.ToString());
    }

    [Fact]
    public async Task Post_StartOfARunThatTheLabHasNot_SaysSoAtItsField()
    {
        using var answer = await portal.Administrator.PostAsync("/api/experiments", Json(Small(""", "training": {"from": "run 99999"}""")));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!.AsObject();
        Assert.StartsWith("There is no run 99999 in this lab.", errors["training.from"]![0]!.ToString());
    }

    [Fact]
    public async Task Post_ArmsThatStartFromOthers_SayWhichRunComesBefore()
    {
        using var answer = await portal.Administrator.PostAsync("/api/experiments?queue=false", Json(Small(""", "arms": [{"name": "tuned", "training": {"from": "arm base"}}, {"name": "base"}]""")));
        var made = (await portal.Administrator.GetFromJsonAsync<JsonObject>(answer.Headers.Location))!["runs"]!.AsArray();
        var (tuned, source) = (made[0]!, made[1]!);
        Assert.Equal(("tuned", "base"), (tuned["arm"]!.ToString(), source["arm"]!.ToString()));
        Assert.Equal((int)source["number"]!, (int)(await portal.Administrator.GetFromJsonAsync<JsonObject>($"/api/runs/{tuned["number"]}"))!["after"]!);
        Assert.Contains($"run {source["number"]}</a>, which is draft: it waits until that has completed.", await portal.Administrator.GetStringAsync($"/runs/{tuned["number"]}"));
        Assert.Contains("starts from the weights of this one.", await portal.Administrator.GetStringAsync($"/runs/{source["number"]}"));
    }

    [Fact]
    public async Task Post_Search_MakesItsArms()
    {
        using var answer = await portal.Administrator.PostAsync("/api/experiments?queue=false", Json(Small(""", "search": {"strategy": "random", "count": 4, "axes": [{"path": "training.learningRate", "min": 0.001, "max": 0.1, "scale": "log"}]}""")));
        var made = await portal.Administrator.GetFromJsonAsync<JsonObject>(answer.Headers.Location);
        Assert.Equal(4, made!["arms"]!.AsArray().Select(arm => arm!["name"]!.ToString()).Count(name => name.StartsWith("learningRate 0.")));
        Assert.Equal("random", made["spec"]!["search"]!["strategy"]!.ToString());
    }

    [Fact]
    public async Task Post_GoodSpec_CreatesAndShowsIt()
    {
        var spec = ExperimentLauncher.StudySpec("pitfalls", "quick").ToJson();
        using var answer = await portal.Administrator.PostAsync("/api/experiments?queue=false", Json(spec));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var made = await portal.Administrator.GetFromJsonAsync<JsonObject>(answer.Headers.Location);
        Assert.Equal(9, made!["runs"]!.AsArray().Count);
        Assert.All(made["runs"]!.AsArray(), run => Assert.Equal("draft", run!["state"]!.ToString()));
    }

    [Fact]
    public async Task Post_FromAnotherSite_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/experiments") { Content = Json("{}"), Headers = { { "Origin", "https://evil.test" } } };
        using var answer = await portal.Administrator.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Post_AsAForm_IsRefused()
    {
        using var answer = await portal.Administrator.PostAsync("/api/experiments", new FormUrlEncodedContent([new("name", "x")]));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    private static string Small(string more) => $$"""{"schema": 1, "name": "small", "task": {"name": "path-star"}, "objective": {"name": "next-token"}, "model": {"name": "gpt"}, "seeds": [1]{{more}} }""";

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
