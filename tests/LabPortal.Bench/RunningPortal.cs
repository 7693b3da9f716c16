using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LabPortal.Data;

namespace LabPortal.Bench;

/// <summary>The real portal on a folder of its own, with an administrator who is signed in over HTTP as a browser would be.</summary>
internal sealed partial class RunningPortal : IAsyncDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly BenchFolder _folder;
    private readonly Process _process;

    private RunningPortal(bool withWorker, BenchFolder folder, string? database)
    {
        _folder = folder;
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "LabPortal.Web", new DirectoryInfo(AppContext.BaseDirectory).Name, "LabPortal.Web");
        var address = $"http://127.0.0.1:{FreePort()}";
        Address = new Uri(address);
        Browser = new HttpClient(new HttpClientHandler { CookieContainer = _cookies }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "--data", _folder.Path, "--urls", address })
            start.ArgumentList.Add(argument);
        if (database is not null) start.Environment[LabStorage.Variable] = database;
        if (!withWorker) start.ArgumentList.Add("--no-worker");
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>What a real browser needs to be signed in too.</summary>
    public IEnumerable<Cookie> Cookies => _cookies.GetCookies(Address);

    /// <summary>Keeps the session's cookie.</summary>
    public HttpClient Browser { get; }

    public double MemoryMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <param name="folder">A lab that is there already; it goes with the portal.</param>
    /// <param name="database">Where its database is, if not in the folder.</param>
    public static async Task<RunningPortal> StartAsync(bool withWorker, BenchFolder? folder = null, string? database = null)
    {
        var portal = new RunningPortal(withWorker, folder ?? new BenchFolder(), database);
        string? line, link = null;
        var ready = !withWorker;
        while ((link is null || !ready) && (line = await portal._process.StandardOutput.ReadLineAsync()) is not null)
        {
            link ??= SetupLink().Match(line) is { Success: true } match ? match.Value : null;
            ready |= line.Contains("is ready", StringComparison.Ordinal);
        }

        _ = portal._process.StandardOutput.ReadToEndAsync();
        await portal.SetUpAsync(link ?? throw new InvalidOperationException("The portal ended before it printed the setup link."));
        return portal;
    }

    /// <summary>What an address answers, to its last byte.</summary>
    public async Task<byte[]> FetchAsync(string path)
    {
        using var answer = await Browser.GetAsync(path);
        var body = await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode ? body : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(body)}");
    }

    public async Task<JsonNode> PostAsync(string path, string json)
    {
        var answer = await Browser.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }

    public async ValueTask DisposeAsync()
    {
        using (Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Browser.Dispose();
        _folder.Dispose();
    }

    private async Task SetUpAsync(string link)
    {
        var page = await Browser.GetStringAsync(link);
        string Field(string name) => Regex.Match(page, $"name=\"{name}\" value=\"([^\"]*)\"").Groups[1].Value;
        var answer = await Browser.PostAsync(link, new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Field("__RequestVerificationToken"),
            ["_handler"] = Field("_handler"),
            ["Input.Name"] = "Bench",
            ["Input.Email"] = "bench@example.org",
            ["Input.Password"] = "measured again and again",
        }));
        answer.EnsureSuccessStatusCode();
        (await Browser.GetAsync("/api/runs")).EnsureSuccessStatusCode();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"http://\S+/setup\?token=\S+")]
    private static partial Regex SetupLink();
}
