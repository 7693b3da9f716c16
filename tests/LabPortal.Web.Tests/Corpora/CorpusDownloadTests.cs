using LabPortal.Data;
using LabPortal.Data.Corpora;
using LabPortal.Testing;
using LabPortal.Web.Corpora;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LabPortal.Web.Tests.Corpora;

public sealed class CorpusDownloadTests : IClassFixture<TextServer>, IAsyncLifetime
{
    private static readonly CorpusOptions OwnNetwork = new() { LimitMiB = 1, PrivateAddresses = true };
    private readonly TextServer server;
    private readonly string folder = Directory.CreateTempSubdirectory("labportal-web-").FullName;
    private readonly ServiceProvider services;

    public CorpusDownloadTests(TextServer server) =>
        (this.server, services) = (server, new ServiceCollection().AddLabData(folder, TestDatabase.For(folder)).BuildServiceProvider());

    public Task InitializeAsync() => services.GetRequiredService<LabDatabase>().MigrateAsync();

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await TestDatabase.DropAsync(folder);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("/sonnet%2018.txt")]
    [InlineData("/redirect/4")]
    public async Task FromUrl_TextWithItsHash_IsKept(string path)
    {
        var added = await FetchAsync(path, TextServer.Hash.ToUpperInvariant());
        Assert.Empty(added.Refusals);
        Assert.Equal((TextServer.Hash, server.Address + path, "ada"), (added.Corpus!.Hash, added.Corpus.Source, added.Corpus.By));
        Assert.Equal(path.StartsWith("/s") ? "sonnet 18.txt" : "4", added.Corpus.Name);
    }

    [Fact]
    public async Task FromUrl_TextThatIsThere_IsNotFetchedAgain()
    {
        await FetchAsync("/sonnet%2018.txt", TextServer.Hash);
        var asked = server.Asked;
        var again = await FetchAsync("/sonnet%2018.txt", TextServer.Hash);
        Assert.True(again.WasThere);
        Assert.Equal(asked, server.Asked);
    }

    [Theory]
    [InlineData("/missing", "url", "answered 404")]
    [InlineData("/broken", "url", "answered 503")]
    [InlineData("/redirect/5", "url", "redirects more than 5 times")]
    [InlineData("/elsewhere", "url", "no http address")]
    [InlineData("/half", "url", "broke off")]
    [InlineData("/stuck", "url", "within 1 s")]
    [InlineData("/endless", "text", "limit of 1 MiB")]
    [InlineData("/redirect/0", "sha256", "has the SHA-256")]
    public async Task FromUrl_Trouble_IsRefusedWithTheReasonAndNothingKept(string path, string field, string reason)
    {
        var added = await FetchAsync(path, new string('0', 64), OwnNetwork with { DownloadSeconds = path == "/stuck" ? 1 : 60 });
        var refusal = Assert.Single(added.Refusals);
        Assert.Equal(field, refusal.Field);
        Assert.Contains(reason, refusal.Reason);
        await AssertNothingAsync();
    }

    [Theory]
    [InlineData("http://no-such-host.invalid/text.txt", "no host no-such-host.invalid")]
    [InlineData("http://127.0.0.1:1/text.txt", "cannot be reached")]
    public async Task FromUrl_NobodyThere_IsRefused(string url, string reason)
    {
        var added = await Intake(OwnNetwork).FromUrlAsync(url, new string('0', 64), null, "ada");
        Assert.Contains(reason, Assert.Single(added.Refusals).Reason);
    }

    [Theory]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://localhost")]
    [InlineData("http://[::1]")]
    [InlineData("http://[::ffff:127.0.0.1]")]
    [InlineData("http://2130706433")]
    [InlineData("http://169.254.169.254")]
    public async Task FromUrl_AddressOfTheOwnNetwork_IsRefusedUnlessAllowed(string host)
    {
        var before = server.Asked;
        var added = await Intake(new CorpusOptions()).FromUrlAsync($"{host}:{new Uri(server.Address).Port}/sonnet%2018.txt", TextServer.Hash, null, "ada");
        Assert.Contains("is not on the internet", Assert.Single(added.Refusals).Reason);
        Assert.Equal(before, server.Asked);
        await AssertNothingAsync();
    }

    [Theory]
    [InlineData("ftp://example.org/text.txt", "0", "url sha256")]
    [InlineData("text.txt", null, "url sha256")]
    [InlineData("file:///etc/passwd", "0000000000000000000000000000000000000000000000000000000000000000", "url")]
    [InlineData("https://ada:secret@example.org/", "0000000000000000000000000000000000000000000000000000000000000000", "url")]
    [InlineData("https://example.org/text.txt", "000000000000000000000000000000000000000000000000000000000000000g", "sha256")]
    public async Task FromUrl_WrongFields_AreAllNamed(string url, string? hash, string fields)
    {
        var added = await Intake(OwnNetwork).FromUrlAsync(url, hash, null, "ada");
        Assert.Equal(fields, string.Join(' ', added.Refusals.Select(refusal => refusal.Field)));
    }

    [Fact]
    public async Task FromUrl_GivenUp_LeavesNothing()
    {
        using var gone = new CancellationTokenSource();
        var progress = new Awaiting();
        var fetching = Intake(OwnNetwork).FromUrlAsync(server.Address + "/stuck", TextServer.Hash, null, "ada", progress, gone.Token);
        await progress.Begun;
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
        await AssertNothingAsync();
    }

    private Task<CorpusAdded> FetchAsync(string path, string hash, CorpusOptions? options = null) =>
        Intake(options ?? OwnNetwork).FromUrlAsync(server.Address + path, hash, null, "ada");

    private CorpusIntake Intake(CorpusOptions options) => new(
        services.GetRequiredService<CorpusStore>(), new CorpusFolders(Options.Create(options)), new CorpusDownload(Options.Create(options)), Options.Create(options));

    private async Task AssertNothingAsync()
    {
        Assert.Empty(await services.GetRequiredService<CorpusStore>().AllAsync());
        Assert.Empty(Arrivals.In(folder));
    }

    private sealed class Awaiting : IProgress<long>
    {
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => begun.Task.WaitAsync(TimeSpan.FromMinutes(1));

        public void Report(long value) => begun.TrySetResult();
    }
}
