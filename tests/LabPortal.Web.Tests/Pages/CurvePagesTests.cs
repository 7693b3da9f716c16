using System.Net;

namespace LabPortal.Web.Tests.Pages;

/// <summary>What a browser without a script gets of pages with charts: their controls and sections, and a clear word on a wrong address.</summary>
[Collection(FilledPortalTests.Name)]
public sealed class CurvePagesTests(FilledPortal portal)
{
    [Theory]
    [InlineData("/runs/1", "eval<span", "train<span", "system<span", "Exact accuracy, free-running", "Filter 6 metrics")]
    [InlineData("/runs/1?x=parsec", "x=parsec is none of step, tokens, examples, flops, seconds.")]
    [InlineData("/runs/1?metrics=/(/", "metrics=/(/ is no regular expression")]
    [InlineData("/runs/1?metrics=nothing-of-the-kind", "No metric has such a name")]
    [InlineData("/runs/1?metrics=held loss", "Held-out loss")]
    public async Task Run_WithAnAddress_ShowsWhatItAsksFor(string path, params string[] texts) => await ShowsAsync(path, texts);

    [Theory]
    [InlineData("curves", "Held-out loss", "95 % interval", "Smooth")]
    [InlineData("positions", "Free-running, on its own output", "Teacher-forced, shown the answer so far", "position × step")]
    [InlineData("options", "Settings against Exact accuracy, free-running", "Runs, best first", "8 runs. Drag along an axis")]
    [InlineData("results", "Exact accuracy, free-running: mean over seeds")]
    public async Task Comparison_OfTab_ShowsItsCharts(string tab, params string[] texts)
    {
        await ShowsAsync($"{Urls.CompareExperiment(portal.Experiment)}&tab={tab}", texts);
        await ShowsAsync(Urls.Experiment(portal.Experiment, tab), texts);
    }

    private async Task ShowsAsync(string path, string[] texts)
    {
        var html = WebUtility.HtmlDecode(await portal.Administrator.GetStringAsync(path));
        Assert.All(texts, text => Assert.Contains(text, html));
    }
}
