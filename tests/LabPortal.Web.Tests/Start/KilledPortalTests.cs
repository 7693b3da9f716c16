using System.Diagnostics;
using System.Net;
using LabPortal.Data;
using LabPortal.Data.Corpora;
using LabPortal.Web.Tests.Corpora;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests.Start;

/// <summary>The real program, killed in the middle of something.</summary>
public sealed class KilledPortalTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"labportal-killed-{Guid.NewGuid():N}");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Upload_PortalKilled_LeavesNothingAfterTheNextStart()
    {
        var start = new ProcessStartInfo(Path.Combine(RunningPortal.Root, "LabPortal.Web"), ["--data", folder, "--urls", "http://127.0.0.1:0", "--no-worker"]) { RedirectStandardOutput = true };
        using (var process = Process.Start(start)!)
        {
            string line;
            do line = (await process.StandardOutput.ReadLineAsync())!;
            while (!line.Contains("/setup?token=", StringComparison.Ordinal));
            var link = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]);
            using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = new Uri(link.GetLeftPart(UriPartial.Authority)) };
            (await browser.SubmitAsync(link.PathAndQuery, new() { ["Input.Name"] = "Ada", ["Input.Email"] = RunningPortal.Email, ["Input.Password"] = RunningPortal.Password })).Dispose();
            using var over = new CancellationTokenSource();
            var upload = browser.PostAsync("/api/corpora?name=half.txt", new UnendingContent(), over.Token);
            for (var clock = Stopwatch.StartNew(); !Arrivals.In(folder).Any(file => new FileInfo(file).Length > 0); await Task.Delay(20))
                Assert.True(clock.Elapsed.TotalSeconds < 60, "Nothing of the upload arrived within a minute.");
            process.Kill();
            await process.WaitForExitAsync();
            await over.CancelAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => upload);
        }

        Assert.Single(Arrivals.In(folder));
        await using var services = new ServiceCollection().AddLabData(folder).BuildServiceProvider();
        await services.GetRequiredService<LabDatabase>().MigrateAsync();
        Assert.Empty(Arrivals.In(folder));
        Assert.Empty(await services.GetRequiredService<CorpusStore>().AllAsync());
    }
}
