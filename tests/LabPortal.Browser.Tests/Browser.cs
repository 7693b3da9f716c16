using Microsoft.Playwright;

namespace LabPortal.Browser.Tests;

/// <summary>Debian's chromium with one page, which remembers every error that its console shows.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    // In milliseconds: the runs under test share the machine with the browser and the portal.
    private const float Patience = 60_000;
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly IBrowserContext context;
    private readonly string address;

    private Browser(IPlaywright playwright, IBrowser browser, IBrowserContext context, IPage page, string address)
    {
        (this.playwright, this.browser, this.context, this.address, Page) = (playwright, browser, context, address, page);
        page.Console += (_, message) => { if (message.Type == "error") Errors.Add($"{page.Url}: {message.Text}"); };
        page.PageError += (_, error) => Errors.Add($"{page.Url}: {error}");
        page.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
    }

    public IPage Page { get; }

    public List<string> Errors { get; } = [];

    public static async Task<Browser> OpenAsync(string address)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 }, BaseURL = address });
        return new Browser(playwright, browser, context, await context.NewPageAsync(), address);
    }

    /// <summary>Opens a page and waits until it is alive: a click before that would be lost.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await AliveAsync();
    }

    public Task AliveAsync() => Page.WaitForFunctionAsync("() => document.documentElement.dataset.alive === 'yes'");

    /// <summary>Writes pictures of a page in light and dark to <c>.artifacts/screens/</c>.</summary>
    public async Task PictureAsync(string name, string path)
    {
        var folder = Directory.CreateDirectory(Path.Combine(PortalProcess.Root, ".artifacts", "screens")).FullName;
        foreach (var theme in new[] { "light", "dark" })
        {
            await context.AddCookiesAsync([new() { Name = "theme", Value = theme, Url = address }]);
            await GoAsync(path);
            await Page.WaitForFunctionAsync("() => !document.querySelector('[aria-busy=true]') && document.fonts.status === 'loaded'");
            await Page.WaitForFunctionAsync("() => [...document.querySelectorAll('table[aria-rowcount]')].every(table => table.ariaRowCount === '0' || table.querySelector('td a'))");
            await Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.chart .canvas')].filter(box => box.getBoundingClientRect().top < innerHeight).every(box => box.querySelector('canvas'))");
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{theme}.png") });
        }
    }

    /// <summary>A picture of what is shown now, without loading it again.</summary>
    public Task PictureOfNowAsync(string name) =>
        Page.ScreenshotAsync(new() { Path = Path.Combine(Directory.CreateDirectory(Path.Combine(PortalProcess.Root, ".artifacts", "screens")).FullName, $"{name}.png") });

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
