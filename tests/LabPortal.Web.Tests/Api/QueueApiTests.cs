using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LabPortal.Data;
using LabPortal.Data.Runs;
using LabPortal.Data.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests.Api;

public sealed class QueueApiTests : IAsyncLifetime
{
    private readonly RunningPortal portal = new();
    private HttpClient administrator = null!;

    public async Task InitializeAsync()
    {
        await portal.InitializeAsync();
        administrator = await portal.SignedInAsync();
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        var worker = new WorkerNode("tower");
        worker.Announce("cpu=2,gpu=0+2", "cpu", "1", 8, 64_000_000_000, DateTime.UtcNow.AddMinutes(5)); // alive as long as the test lasts
        worker.Report(new(37, 40_000_000_000, [new(0, "NVIDIA H200", 87, 20_000_000_000, 150_000_000_000)]), DateTime.UtcNow.AddMinutes(5));
        db.WorkerNodes.Add(worker);
        await db.SaveChangesAsync();
        await RecordedRuns.LaunchAsync(portal.Services, "waiting", ["""{"name": "one"}""", """{"name": "two", "training": {"learningRate": 0.01}}"""], [1, 2]);
    }

    public Task DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Queue_Shown_IsInItsTurnWithNeedsAndEstimates()
    {
        var queue = (await administrator.GetFromJsonAsync<JsonObject>("/api/queue"))!;
        var runs = queue["runs"]!.AsArray();
        Assert.Equal((4, "1 2 3 4"), ((int)queue["waiting"]!, Numbers(queue)));
        Assert.All(runs, run => Assert.Equal((null, "cpu", "ada@lab.test"), ((string?)run!["held"], (string)run["slot"]!, (string)run["owner"]!)));
        Assert.All(runs, run => Assert.InRange((long)run!["needsBytes"]!, 300_000_000, 2_000_000_000));
        Assert.Equal(0, (double)runs[0]!["startsInSeconds"]!);
        Assert.True((double)runs[2]!["startsInSeconds"]! > 0);
    }

    [Fact]
    public async Task Queue_PausedAndResumed_HoldsEveryRunMeanwhile()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync("/api/queue/pause"));
        var paused = (await administrator.GetFromJsonAsync<JsonObject>("/api/queue"))!;
        Assert.All(paused["runs"]!.AsArray(), run => Assert.Equal("The queue is paused by ada@lab.test.", (string)run!["held"]!));
        Assert.Contains("ada@lab.test paused the queue", await administrator.GetStringAsync("/workers"));
        Assert.Contains("The queue is paused by ada@lab.test.", await administrator.GetStringAsync("/runs/1"));
        Assert.Null(await portal.Services.GetRequiredService<Leases>().ClaimAsync(await IdAsync(1), "tower"));

        Assert.Equal(HttpStatusCode.OK, await PostAsync("/api/queue/resume"));
        Assert.Contains("Position 1 of 4 in the queue", await administrator.GetStringAsync("/runs/1"));
        Assert.NotNull(await portal.Services.GetRequiredService<Leases>().ClaimAsync(await IdAsync(1), "tower"));
    }

    [Fact]
    public async Task Runs_MovedAndPrioritised_ChangeTheOrder()
    {
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("/api/queue/runs/4/move?to=top"));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("/api/queue/runs/3/move?to=up"));
        Assert.Equal("4 1 3 2", Numbers((await administrator.GetFromJsonAsync<JsonObject>("/api/queue"))!));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("/api/queue/runs/2/priority?to=5"));
        Assert.Equal("2 4 1 3", Numbers((await administrator.GetFromJsonAsync<JsonObject>("/api/queue"))!));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync("/api/queue/runs/2/move?to=up"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("/api/queue/runs/2/move?to=sideways"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("/api/queue/runs/2/priority?to=1e9"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("/api/queue/runs/99/move?to=up"));
    }

    [Fact]
    public async Task Rules_Written_HoldAndWrongOnesAreNamed()
    {
        var written = await administrator.PutAsJsonAsync("/api/queue/rules", new { perPerson = 1, windows = new[] { new { slot = "gpu", from = "20:00", to = "07:00", zone = "Europe/Berlin" } } });
        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        var runs = (await administrator.GetFromJsonAsync<JsonObject>("/api/queue"))!["runs"]!.AsArray();
        Assert.Equal([null, "ada@lab.test trains no more than 1 at once."], runs.Take(2).Select(run => (string?)run!["held"]));
        Assert.Contains("Europe/Berlin", await administrator.GetStringAsync("/workers?tab=rules"));

        var refused = await administrator.PutAsJsonAsync("/api/queue/rules", new { perPerson = 0, windows = new[] { new { slot = "gpu", from = "20:00", to = "20:00", zone = "Mars" } } });
        var problem = (await refused.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal((HttpStatusCode.BadRequest, "perPerson windows[0]"), (refused.StatusCode, string.Join(' ', problem["errors"]!.AsObject().Select(error => error.Key).Order())));
        Assert.Equal(1, (int)(await administrator.GetFromJsonAsync<JsonObject>("/api/queue/rules"))!["perPerson"]!);
    }

    [Fact]
    public async Task Worker_Drained_IsShownEmptyAndGetsNothing()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync("/api/workers/tower/drain"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("/api/workers/nobody/drain"));
        var worker = Assert.Single((await administrator.GetFromJsonAsync<JsonArray>("/api/workers"))!)!;
        Assert.Equal(("draining", true, 37, 1), ((string)worker["mode"]!, (bool)worker["alive"]!, (double)worker["cpuPercent"]!, worker["gpus"]!.AsArray().Count));
        var page = WebUtility.HtmlDecode(await administrator.GetStringAsync("/workers"));
        Assert.All(new[] { "It is empty and takes nothing new: it can be stopped now.", "GPU 0, NVIDIA H200", "87 %", "20 GB of 150 GB", "Every worker with a cpu slot is paused or drained." }, text => Assert.Contains(text, page));
        Assert.Null(await portal.Services.GetRequiredService<Leases>().ClaimAsync(await IdAsync(1), "tower"));
    }

    [Fact]
    public async Task History_OfAnEndedAttempt_SaysWhatDecided()
    {
        var leases = portal.Services.GetRequiredService<Leases>();
        await leases.EndAsync((await leases.ClaimAsync(await IdAsync(1), "tower"))!, AttemptOutcome.Failed, "The loss became NaN at step 3.");
        await leases.EndAsync((await leases.ClaimAsync(await IdAsync(2), "tower"))!, AttemptOutcome.Lost, "Worker tower was last heard of at noon.");
        foreach (var page in new[] { "/workers?tab=history", "/runs/1?tab=attempts" })
            Assert.Contains("loss is not a number: not tried again", await administrator.GetStringAsync(page));
        Assert.Contains("worker lost: tried again", await administrator.GetStringAsync("/runs/2?tab=attempts"));
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        Assert.Contains("Retry failed (1)", await administrator.GetStringAsync(Urls.Experiment(await db.Experiments.Select(one => one.Id).SingleAsync())));
    }

    private static string Numbers(JsonObject queue) => string.Join(' ', queue["runs"]!.AsArray().Select(run => (int)run!["number"]!));

    private async Task<HttpStatusCode> PostAsync(string path)
    {
        using var answer = await administrator.PostAsync(path, null);
        return answer.StatusCode;
    }

    private async Task<Guid> IdAsync(int number)
    {
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        return await db.Runs.Where(run => run.Number == number).Select(run => run.Id).SingleAsync();
    }
}
