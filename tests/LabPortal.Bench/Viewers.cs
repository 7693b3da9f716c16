using Microsoft.Playwright;

namespace LabPortal.Bench;

/// <summary>Tabs of a real browser, each with a circuit of its own to the portal.</summary>
internal sealed class Viewers : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    // Does nothing, whatever it is asked: fifty people have fifty machines, and here their painting would take the portal's.
    private const string NoPainting = "const none = new Proxy(function () {}, { get: (_, name) => name === 'then' ? undefined : name === Symbol.toPrimitive ? () => 0 : name === Symbol.iterator ? function* () {} : none, apply: () => none, construct: () => none, set: () => true }); window.echarts = none;";

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<IPage> _pages = [];
    private int redraws;

    private Viewers(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>How often the portal has sent the tabs something to draw.</summary>
    public int Redraws => redraws;

    /// <param name="paints">Whether charts are really drawn.</param>
    /// <param name="between">Called after each tab has opened.</param>
    public static async Task<Viewers> OpenAsync(RunningPortal portal, IReadOnlyList<string> paths, bool paints, Func<Task> between)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--process-per-site"],
        });
        var viewers = new Viewers(playwright, browser);
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 }, BaseURL = portal.Address.ToString() });
        await context.AddCookiesAsync(portal.Cookies.Select(cookie => new Microsoft.Playwright.Cookie { Name = cookie.Name, Value = cookie.Value, Url = portal.Address.ToString() }));
        if (!paints)
            await context.RouteAsync("**/vendor/echarts*", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = NoPainting }));
        foreach (var path in paths)
        {
            await viewers.OpenAsync(context, path);
            await between();
        }

        return viewers;
    }

    /// <summary>Waits until the first tab shows a run's step, or a later one.</summary>
    public Task SeesAsync(long step) => _pages[0].WaitForFunctionAsync(
        "step => Number(document.querySelector('dl.stats dd')?.firstChild?.textContent.replace(/\\D/g, '')) >= step", step, new() { Timeout = 60_000 });

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private async Task OpenAsync(IBrowserContext context, string path)
    {
        var page = await context.NewPageAsync();
        _pages.Add(page);
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
        {
            if (frame.Binary is { } bytes && bytes.AsSpan().IndexOf("JS.RenderBatch"u8) >= 0) Interlocked.Increment(ref redraws);
        };
        await page.GotoAsync(path, new() { Timeout = 120_000 });
        await page.WaitForFunctionAsync("() => document.documentElement.dataset.alive === 'yes'", null, new() { Timeout = 120_000 });
    }
}
