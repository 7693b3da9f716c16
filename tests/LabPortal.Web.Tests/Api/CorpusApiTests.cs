using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LabPortal.Web.Specs;
using LabPortal.Web.Tests.Corpora;

namespace LabPortal.Web.Tests.Api;

public sealed class CorpusApiTests : IAsyncLifetime
{
    private readonly RunningPortal portal = new();
    private HttpClient member = null!;

    public async Task InitializeAsync()
    {
        await portal.InitializeAsync();
        member = await portal.SignedInAsync();
    }

    public async Task DisposeAsync()
    {
        member.Dispose();
        await portal.DisposeAsync();
    }

    [Fact]
    public async Task Post_TextAsBody_IsKeptShownAndGivenBack()
    {
        var text = "éa\n" + new string('x', 40_000);
        using var answer = await member.PostAsync("/api/corpora?name=poem.txt", Body(text));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var shown = await member.GetFromJsonAsync<JsonObject>(answer.Headers.Location);
        Assert.Equal(("poem.txt", 40_003, 4, 36_002), (shown!["name"]!.ToString(), (int)shown["characters"]!, (int)shown["symbols"]!, (int)shown["trainingCharacters"]!));
        Assert.Equal(("x", 40_000), (shown["topSymbols"]![0]!["symbol"]!.ToString(), (int)shown["topSymbols"]![0]!["count"]!));
        using var content = await member.GetAsync(answer.Headers.Location + "/content");
        Assert.Equal(text, await content.Content.ReadAsStringAsync());
        Assert.Equal("poem.txt", content.Content.Headers.ContentDisposition!.FileName);
    }

    [Fact]
    public async Task Post_Form_TakesItsFile()
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "comment" }, { new ByteArrayContent("a text"u8.ToArray()), "file", "from-a-form.txt" } };
        using var answer = await member.PostAsync("/api/corpora", form);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("from-a-form.txt", (await answer.Content.ReadFromJsonAsync<JsonObject>())!["name"]!.ToString());
    }

    [Theory]
    [InlineData("", "?name=x", "text", "is empty")]
    [InlineData("FF", "?name=x", "text", "not UTF-8")]
    [InlineData("61", "", "name", "has no name")]
    public async Task Post_WrongText_IsAProblemAtItsField(string hex, string query, string field, string reason)
    {
        using var answer = await member.PostAsync("/api/corpora" + query, new ByteArrayContent(Convert.FromHexString(hex)));
        await AssertProblemAsync(answer, HttpStatusCode.BadRequest, field, reason);
    }

    [Fact]
    public async Task Post_LargerThanTheLimit_IsRefusedBeforeItIsSent()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/corpora?name=x") { Content = new UnendingContent(announced: 3L << 30), Headers = { ExpectContinue = true } };
        using var answer = await member.SendAsync(request);
        await AssertProblemAsync(answer, HttpStatusCode.BadRequest, "text", "limit of 1024 MiB");
    }

    [Fact]
    public async Task Post_SameTextAgain_IsAConflictThatNamesIt()
    {
        (await member.PostAsync("/api/corpora?name=first.txt", Body("same"))).Dispose();
        using var again = await member.PostAsync("/api/corpora?name=second.txt", Body("same"));
        await AssertProblemAsync(again, HttpStatusCode.Conflict, "text", "already, as first.txt");
    }

    [Fact]
    public async Task Post_BrokenOff_LeavesNothing()
    {
        using var gone = new CancellationTokenSource();
        var content = new UnendingContent();
        var sending = member.PostAsync("/api/corpora?name=x", content, gone.Token);
        await WaitAsync(() => Arrivals.In(portal.Folder).Any(file => new FileInfo(file).Length > 0));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await WaitAsync(() => Arrivals.In(portal.Folder).Count == 0);
        Assert.Empty((await member.GetFromJsonAsync<JsonArray>("/api/corpora"))!);
    }

    [Fact]
    public async Task Post_FromAnotherSite_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/corpora?name=x") { Content = Body("text"), Headers = { { "Origin", "https://evil.test" } } };
        using var answer = await member.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task FromUrl_OwnNetwork_IsAProblemAtTheAddress()
    {
        using var answer = await member.PostAsJsonAsync("/api/corpora/from-url", new { url = portal.Address + "health", sha256 = new string('0', 64) });
        await AssertProblemAsync(answer, HttpStatusCode.BadRequest, "url", "is not on the internet");
    }

    [Fact]
    public async Task FromPath_FolderThatWasAllowedByASetting_GivesItsFilesAndNoOthers()
    {
        await File.WriteAllTextAsync(Path.Combine(RunningPortal.Texts, "allowed.txt"), "allowed");
        using var added = await member.PostAsJsonAsync("/api/corpora/from-path", new { path = Path.Combine(RunningPortal.Texts, "allowed.txt") });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        using var refused = await member.PostAsJsonAsync("/api/corpora/from-path", new { path = Path.Combine(portal.Folder, "lab.db") });
        await AssertProblemAsync(refused, HttpStatusCode.BadRequest, "path", "choose one of the listed files");
    }

    [Fact]
    public async Task Delete_TextOfAnExperiment_IsAConflictAndOfNoneIsDone()
    {
        using var made = await member.PostAsync("/api/corpora?name=used.txt", Body(new string('a', 2000)));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(new string('a', 2000))));
        using var launched = await member.PostAsync("/api/experiments?queue=false", new StringContent(SpecTemplates.For(null, hash, SpecTemplates.Find("nanogpt-cpu")), Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Created, launched.StatusCode);
        using var refused = await member.DeleteAsync($"/api/corpora/{hash}");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("nanoGPT on a CPU refers to it", await refused.Content.ReadAsStringAsync());

        using var other = await member.PostAsync("/api/corpora?name=unused.txt", Body("unused"));
        using var deleted = await member.DeleteAsync(other.Headers.Location);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await member.GetAsync(other.Headers.Location);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    private static ByteArrayContent Body(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string field, string reason)
    {
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(reason, (await answer.Content.ReadFromJsonAsync<JsonObject>())!["errors"]![field]![0]!.ToString());
    }

    private static async Task WaitAsync(Func<bool> met)
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); !met(); await Task.Delay(20))
            Assert.True(clock.Elapsed.TotalSeconds < 60, "It did not happen within a minute.");
    }
}
