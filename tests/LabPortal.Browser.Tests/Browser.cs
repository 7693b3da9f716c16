using Microsoft.Playwright;

namespace LabPortal.Browser.Tests;

/// <summary>Debian's chromium with one page, which remembers every error that its console shows.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    // In milliseconds: the runs under test share the machine with the browser and the portal.
    private const float Patience = 60_000;
    private static readonly string Axe = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js"));

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly IBrowserContext context;

    private Browser(IPlaywright playwright, IBrowser browser, IBrowserContext context, IPage page)
    {
        (this.playwright, this.browser, this.context, Page) = (playwright, browser, context, page);
        page.Console += (_, message) => { if (message.Type == "error") Errors.Add($"{page.Url}: {message.Text}"); };
        page.PageError += (_, error) => Errors.Add($"{page.Url}: {error}");
        page.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
    }

    public IPage Page { get; }

    public List<string> Errors { get; } = [];

    /// <summary>What axe calls serious or critical: page, theme, rule and element.</summary>
    public List<string> Violations { get; } = [];

    public static async Task<Browser> OpenAsync(string address)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 }, BaseURL = address });
        return new Browser(playwright, browser, context, await context.NewPageAsync());
    }

    /// <summary>Opens a page and waits until it is alive: a click before that would be lost.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await AliveAsync();
    }

    // A page for somebody who is signed out has no circuit to wait for.
    public Task AliveAsync() => Page.WaitForFunctionAsync("() => document.documentElement.dataset.alive === 'yes' || document.querySelector('main.plain')");

    /// <summary>Opens a page and looks at it.</summary>
    public async Task LookAsync(string name, string path)
    {
        await GoAsync(path);
        // A chart further down is read when it comes into sight.
        await Page.WaitForFunctionAsync("() => [...document.querySelectorAll('[aria-busy=true]')].every(box => box.getBoundingClientRect().top > innerHeight) && document.fonts.status === 'loaded'");
        await Page.WaitForFunctionAsync("() => [...document.querySelectorAll('table[aria-rowcount]')].every(table => table.ariaRowCount === '0' || table.querySelector('td a'))");
        await Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.chart .canvas')].filter(box => box.getBoundingClientRect().top < innerHeight).every(box => box.querySelector('canvas'))");
        await LookAsync(name);
    }

    /// <summary>Writes pictures of what is shown, in light and dark, to <c>.artifacts/screens/</c>, and has axe read it: what it finds
    /// is in <see cref="Violations"/>.</summary>
    public async Task LookAsync(string name)
    {
        await ThemeAsync("light");
        await PictureOfNowAsync($"{name}-light");
        await ReadAsync(name, "light", "{ resultTypes: ['violations'] }");
        await ThemeAsync("dark");
        await PictureOfNowAsync($"{name}-dark");
        // Of what axe looks for, only this is another in another theme.
        await ReadAsync(name, "dark", "{ resultTypes: ['violations'], runOnly: ['color-contrast'] }");
    }

    /// <summary>Forgets who is signed in.</summary>
    public Task SignOutAsync() => context.ClearCookiesAsync();

    /// <summary>A picture of what is shown now, without loading it again.</summary>
    public Task PictureOfNowAsync(string name) =>
        Page.ScreenshotAsync(new() { Path = Path.Combine(Directory.CreateDirectory(Path.Combine(PortalProcess.Root, ".artifacts", "screens")).FullName, $"{name}.png") });

    // As its user would, but by the keyboard's script: loading every page twice takes most of a minute.
    private async Task ThemeAsync(string theme)
    {
        await Page.EvaluateAsync("theme => { if (document.documentElement.dataset.theme !== theme) document.dispatchEvent(new KeyboardEvent('keydown', { altKey: true, code: 'KeyM', key: 'm' })); }", theme);
        await Page.WaitForFunctionAsync("theme => document.documentElement.dataset.theme === theme && document.getElementById('theme').sheet?.href === document.getElementById('theme').href", theme);
        // Charts are painted with the next frames.
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    private async Task ReadAsync(string name, string theme, string options)
    {
        await Page.EvaluateAsync("source => { window.axe || (0, eval)(source); }", Axe);
        var found = await Page.EvaluateAsync<string[]>($$"""
            async () => (await axe.run(document, {{options}})).violations.filter(one => ['serious', 'critical'].includes(one.impact))
              .flatMap(one => one.nodes.slice(0, 4).map(node => `${one.id} (${one.impact}, ${one.help}): ${node.target.join(' ')} ${node.any.concat(node.all, node.none).map(check => check.message)[0] ?? ''}\n    ${node.html.slice(0, 160)}`))
            """);
        Violations.AddRange(found.Select(one => $"{name}, {theme}: {one}"));
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
