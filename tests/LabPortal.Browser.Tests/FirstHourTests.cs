using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LabPortal.Browser.Tests;

/// <summary>What a new user does first, against the real programs: setup, a study, a run of one's own, its comparison.</summary>
public sealed class FirstHourTests
{
    private static readonly Regex Live = new(@"^(?!0\s*of)[\d,]+\s*of");

    [Fact]
    public async Task NewUser_RunsAStudyAndComparesItsArms()
    {
        await using var portal = PortalProcess.Start();
        await using var browser = await Browser.OpenAsync(portal.Address);
        try
        {
            await SetUpAsync(browser, await portal.SetupLink);
            await RunStudyAsync(browser);
            var experiment = await RunOwnAsync(browser);
            await CompareAsync(browser, experiment);
            await LookCloserAsync(browser, experiment);
            await PlayAsync(browser);
            var text = await BringTextAsync(browser);
            var search = await SearchAsync(browser);
            await LookAsync(browser, experiment, text, search);
            Assert.True(browser.Errors.Count + browser.Violations.Count == 0, string.Join("\n", [.. browser.Errors, .. browser.Violations]));
        }
        catch (Exception error) when (error is PlaywrightException or TimeoutException)
        {
            throw new InvalidOperationException($"{error.Message}\nAt {browser.Page.Url}; the console said: {string.Join('\n', browser.Errors)}\nThe portal said: {portal.Output}", error);
        }
    }

    private static async Task SetUpAsync(Browser browser, string link)
    {
        await browser.Page.GotoAsync(link);
        await browser.LookAsync("setup-open");
        await browser.Page.GetByLabel("Name").FillAsync("Ada");
        await browser.Page.GetByLabel("E-mail").FillAsync("ada@lab.test");
        await browser.Page.GetByLabel("Password").FillAsync("a long sentence of words");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Create the account" }).ClickAsync();
        await Expect(browser.Page.GetByText("Reproduce a paper")).ToBeVisibleAsync();
        await browser.AliveAsync();
        await browser.LookAsync("home-empty", "/");
    }

    // Studies → the study → Run → it trains live; then it is cancelled, because nine full runs are no test.
    private static async Task RunStudyAsync(Browser browser)
    {
        var page = browser.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Studies" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "The pitfalls of next-token prediction" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await Expect(page.GetByText("The paper's numbers beside ours")).ToBeVisibleAsync();
        await Expect(page.Locator("h1 .chip.running")).ToBeVisibleAsync();
        await page.GotoAsync("/runs/1");
        await Expect(page.Locator("dl.stats .stat").First.Locator("dd")).ToHaveTextAsync(Live, new() { Timeout = 90_000 });
        await browser.LookAsync("run-live", "/runs/1");
        await page.GotoAsync("/studies/pitfalls");
        await browser.AliveAsync();
        await page.GetByLabel("More").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open as an experiment" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the runs" }).ClickAsync();
        await Expect(page.Locator("h1 .chip.cancelled")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    // The study as a template, cut down in the JSON editor; the form follows.
    private static async Task<string> RunOwnAsync(Browser browser)
    {
        var page = browser.Page;
        await browser.GoAsync("/experiments/new?study=pitfalls&budget=quick");
        var editor = page.GetByLabel("Spec as JSON");
        var spec = System.Text.Json.Nodes.JsonNode.Parse(await editor.InputValueAsync())!;
        spec["name"] = "Tiny pitfalls";
        spec["seeds"] = new System.Text.Json.Nodes.JsonArray(1, 2);
        spec["model"] = System.Text.Json.Nodes.JsonNode.Parse("""{"name":"gpt","options":{"layers":1,"heads":2,"width":16}}""");
        spec["training"] = System.Text.Json.Nodes.JsonNode.Parse("""{"steps":60,"batch":16,"warmup":5,"recordEvery":5,"checkpointEvery":30}""");
        spec["evaluation"] = System.Text.Json.Nodes.JsonNode.Parse("""{"every":20,"examples":64,"samples":6}""");
        await editor.FillAsync(spec.ToJsonString().Replace("\"width\":16", "\"width\":15"));
        await Expect(page.GetByText("to fix").First).ToBeVisibleAsync();
        await browser.PictureOfNowAsync("experiment-new-errors");
        await editor.FillAsync(spec.ToJsonString());
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Tiny pitfalls");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run 6 runs" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/experiments/[0-9a-f-]{36}"));
        await Expect(page.Locator("h1 .chip.completed")).ToBeVisibleAsync(new() { Timeout = 240_000 });
        return new Uri(page.Url).Segments[^1];
    }

    private static async Task CompareAsync(Browser browser, string experiment)
    {
        var page = browser.Page;
        await browser.GoAsync($"/compare?experiment={experiment}");
        foreach (var arm in new[] { "next-token", "reversed", "teacherless" })
            await Expect(page.Locator("table:visible").First.GetByText(arm, new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByText("2/2").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Samples" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "#0" })).ToBeVisibleAsync();
        await Expect(page.Locator(".graph svg").First).ToBeVisibleAsync();
    }

    // A drag over a chart looks closer, which the address says; a double click goes back; what is drawn can be saved.
    private static async Task LookCloserAsync(Browser browser, string experiment)
    {
        var page = browser.Page;
        await browser.GoAsync($"/compare?experiment={experiment}&tab=curves");
        await Expect(page.Locator(".chart canvas").First).ToBeVisibleAsync();
        var box = (await page.Locator(".chart .canvas").First.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 150, box.Y + 100);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 250, box.Y + 110, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await Expect(page).ToHaveURLAsync(new Regex("from=\\d+&to=\\d+"));
        await page.Mouse.DblClickAsync(box.X + 200, box.Y + 100);
        await Expect(page).Not.ToHaveURLAsync(new Regex("from="));
        await page.GetByLabel("Save Exact accuracy, free-running").ClickAsync();
        var saved = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Numbers (CSV)" }).First.ClickAsync());
        Assert.Matches("exact-accuracy-free-running-\\d{4}-\\d\\d-\\d\\d\\.csv$", saved.SuggestedFilename);
    }

    // A run's checkpoint → the playground answers → another token in a place → back → a token that there is not.
    private static async Task PlayAsync(Browser browser)
    {
        var page = browser.Page;
        await browser.GoAsync("/runs/10?tab=checkpoints");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open in the playground" }).First.ClickAsync();
        var tiles = page.Locator("button.tile");
        await Expect(tiles.First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await tiles.Nth(1).ClickAsync();
        await Expect(tiles.Nth(1)).ToHaveAttributeAsync("aria-pressed", "true");
        var put = page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Put .+ here and go on$") });
        await Expect(put).ToHaveCountAsync(5);
        await put.Nth(3).ClickAsync();
        await Expect(page.GetByText("2 tokens given")).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new Regex("given="));
        await page.GetByRole(AriaRole.Button, new() { Name = "Take the edit back" }).ClickAsync();
        await Expect(page.GetByText("2 tokens given")).ToBeHiddenAsync();
        await page.GetByLabel("Prompt").FillAsync("1 ? 2");
        await page.GetByLabel("Prompt").PressAsync("Control+Enter");
        await Expect(page.GetByText("\"?\" is no token of this run")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Random example" }).ClickAsync();
        await Expect(page.GetByText("is no token of this run")).ToBeHiddenAsync();
    }

    // Datasets → a file that is no text → one that is → its page → the form, ready to run.
    private static async Task<string> BringTextAsync(Browser browser)
    {
        var page = browser.Page;
        await browser.GoAsync("/datasets");
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "picture.png", MimeType = "text/plain", Buffer = [0x89, 0x50, 0x4E, 0x47] });
        await Expect(page.GetByText("picture.png is not UTF-8 text")).ToBeVisibleAsync();
        var poem = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog.\n", 60));
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "fox.txt", MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(poem) });
        await Expect(page).ToHaveURLAsync(new Regex("/datasets/[0-9a-f]{64}"));
        await Expect(page.GetByText("␣ space")).ToBeVisibleAsync();
        var path = new Uri(page.Url).AbsolutePath;
        await page.GetByRole(AriaRole.Link, new() { Name = "Train on it" }).ClickAsync();
        await Expect(page.GetByText("Ready to run")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("nanoGPT on a CPU");
        return path;
    }

    // The values that are offered, weak arms stopped early, kept as drafts: what it would train is counted before.
    private static async Task<string> SearchAsync(Browser browser)
    {
        var page = browser.Page;
        await browser.GoAsync("/experiments/new?task=path-star");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try several values" }).ClickAsync();
        await Expect(page.GetByText("3 arms × 3 seeds = 9 runs")).ToBeVisibleAsync();
        await page.GetByLabel("Stop weak arms early").CheckAsync();
        await Expect(page.GetByText("1 of them go on from step 250")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as drafts" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/experiments/[0-9a-f-]{36}"));
        return new Uri(page.Url).Segments[^1];
    }

    private static async Task LookAsync(Browser browser, string experiment, string text, string search)
    {
        foreach (var page in PageUnderTest.All.OrderBy(page => page.SignedOut))
        {
            if (page.SignedOut)
                await browser.SignOutAsync();
            await browser.LookAsync(page.Name, page.Path.Replace("{experiment}", experiment).Replace("{search}", search).Replace("/datasets/{text}", text));
        }
    }
}
