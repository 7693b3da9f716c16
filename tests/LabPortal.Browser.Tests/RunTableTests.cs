using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LabPortal.Browser.Tests;

/// <summary>The run table by keyboard and by pointer, against the real program: nothing of it trains.</summary>
public sealed class RunTableTests
{
    private const string Spec = """
        {"schema":1,"name":"Table","task":{"name":"path-star","options":{"degree":2,"pathLength":3,"nodes":10}},"objective":{"name":"next-token"},
         "model":{"name":"gpt","options":{"layers":1,"heads":2,"width":16}},"training":{"steps":60,"batch":16},"seeds":[1,2,3],
         "arms":[{"name":"forward"},{"name":"backward","training":{"steps":80}}]}
        """;

    [Fact]
    public async Task Table_FilteredSelectedAndTagged_KeepsItsViewInTheAddress()
    {
        await using var portal = PortalProcess.Start();
        await using var browser = await Browser.OpenAsync(portal.Address);
        var page = browser.Page;
        await SignUpAsync(browser, await portal.SetupLink);
        try
        {
            await UseAsync(browser);
            Assert.Empty(browser.Errors);
        }
        catch (Exception error) when (error is PlaywrightException or TimeoutException)
        {
            throw new InvalidOperationException($"{error.Message}\nAt {page.Url}; the portal said: {portal.Output}", error);
        }
    }

    private static async Task UseAsync(Browser browser)
    {
        var page = browser.Page;
        var made = await page.APIRequest.PostAsync("/api/experiments?queue=false", new() { DataString = Spec, Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" } });
        Assert.True(made.Ok, await made.TextAsync());
        await browser.GoAsync("/runs?cols=state,experiment,arm,seed,training.steps,tags");
        await Expect(page.Locator("tfoot")).ToContainTextAsync("6 runs");
        await Expect(page.Locator("[data-keys] tr[data-line='0']")).ToBeVisibleAsync();

        // By keyboard: the first row is taken, and with shift the third; then by pointer a tag, the archive, and their undo.
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("tr[data-at]")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("x");
        await Expect(page.GetByText("1 run selected")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Shift+X");
        await Expect(page.GetByText("3 runs selected")).ToBeVisibleAsync();
        await page.Locator(".bulk summary").ClickAsync();
        await page.GetByLabel("Tag", new() { Exact = true }).FillAsync("odd");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("td .tag")).ToHaveCountAsync(3);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Locator("td .tag")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Archive" }).ClickAsync();
        await Expect(page.Locator("tfoot")).ToContainTextAsync("3 runs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).Last.ClickAsync();
        await Expect(page.Locator("tfoot")).ToContainTextAsync("6 runs");

        // A click on a cell filters by it; the view is kept under a name and opens from it.
        await page.Locator("td[data-f='arm = backward']").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("filter=arm%20%3D%20backward"));
        await Expect(page.Locator("tfoot")).ToContainTextAsync("3 runs");
        await page.GetByLabel("Add a filter").FillAsync("training.steps > many");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("\"many\" is no number")).ToBeVisibleAsync();
        await page.Locator("summary", new() { HasText = "Views" }).ClickAsync();
        await page.GetByLabel("Save this view as").FillAsync("Only backward");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Saved the view Only backward.")).ToBeVisibleAsync();
        await browser.GoAsync("/runs?group=arm");
        await Expect(page.Locator("tfoot")).ToContainTextAsync("2 groups");
        await page.GetByLabel("Show its runs").First.ClickAsync();
        await Expect(page.Locator("tr.in-group")).ToHaveCountAsync(3);
        await page.Locator("summary", new() { HasText = "Views" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Only backward" }).ClickAsync();
        await Expect(page.Locator("tfoot")).ToContainTextAsync("3 runs");
        await browser.PictureOfNowAsync("runs-view");
        await Expect(page.Locator("[data-keys] tr[data-line='0']")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex(@"/runs/\d+$"));
    }

    private static async Task SignUpAsync(Browser browser, string link)
    {
        await browser.Page.GotoAsync(link);
        await browser.Page.GetByLabel("Name").FillAsync("Ada");
        await browser.Page.GetByLabel("E-mail").FillAsync("ada@lab.test");
        await browser.Page.GetByLabel("Password").FillAsync("a long sentence of words");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Create the account" }).ClickAsync();
        await Expect(browser.Page.GetByText("Reproduce a paper")).ToBeVisibleAsync();
    }
}
