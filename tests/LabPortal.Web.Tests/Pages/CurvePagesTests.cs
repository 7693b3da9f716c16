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

    [Theory]
    [InlineData("tab=options&metric=beauty", "metric=beauty is none of eval/accuracy")]
    [InlineData("tab=options&option=shoe-size", "option=shoe-size is none of the settings that differ")]
    [InlineData("tab=options&colour=plaid", "colour=plaid is neither metric nor arm.")]
    [InlineData("tab=positions&arm=left", "arm=left is none of next-token, reversed, teacherless.")]
    [InlineData("tab=positions&decoding=loose", "decoding=loose is neither free nor forced.")]
    [InlineData("tab=curves&from=9&to=3", "from=9 must be less than to=3.")]
    public async Task Comparison_OfAWrongAddress_SaysWhatIsWrong(string query, string text) => await ShowsAsync($"{Urls.CompareExperiment(portal.Experiment)}&{query}", [text]);

    private async Task ShowsAsync(string path, string[] texts)
    {
        var html = WebUtility.HtmlDecode(await portal.Administrator.GetStringAsync(path));
        Assert.All(texts, text => Assert.Contains(text, html));
    }
}
