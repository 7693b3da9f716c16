using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LabPortal.Web.Launching;

namespace LabPortal.Web.Tests.Api;

[Collection(FilledPortalTests.Name)]
public sealed class RunApiTests(FilledPortal portal)
{
    [Fact]
    public async Task Metrics_OfARun_AreItsCurves()
    {
        var curves = await portal.Administrator.GetFromJsonAsync<JsonArray>("/api/runs/1/metrics?names=eval/accuracy");
        var points = Assert.Single(curves!)!["points"]!.AsArray();
        Assert.Equal(13, points.Count);
        Assert.Equal(3000, points[^1]!["step"]!.GetValue<long>());
        Assert.Equal(0.5, points[^1]!["last"]!.GetValue<double>(), 6);
    }

    [Fact]
    public async Task Samples_OfARun_HaveTheirTokens()
    {
        var samples = await portal.Administrator.GetFromJsonAsync<JsonArray>("/api/runs/1/samples");
        Assert.Equal(5 * 6, samples!.Count);
        Assert.Equal("7", samples[0]!["output"]![1]!.ToString());
    }

    [Fact]
    public async Task Cancel_OfAFinishedRun_IsAConflict()
    {
        using var answer = await portal.Administrator.PostAsync("/api/runs/1/cancel", null);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task Cancel_OfAWaitingRun_CancelsIt()
    {
        var spec = ExperimentLauncher.StudySpec("pitfalls", "quick").ToJson();
        using var made = await portal.Administrator.PostAsync("/api/experiments", new StringContent(spec, System.Text.Encoding.UTF8, "application/json"));
        var experiment = await portal.Administrator.GetFromJsonAsync<JsonObject>(made.Headers.Location);
        var number = experiment!["runs"]![0]!["number"]!.GetValue<int>();
        using var answer = await portal.Administrator.PostAsync($"/api/runs/{number}/cancel", null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var run = await portal.Administrator.GetFromJsonAsync<JsonObject>($"/api/runs/{number}");
        Assert.Equal("cancelled", run!["state"]!.ToString());
    }
}
