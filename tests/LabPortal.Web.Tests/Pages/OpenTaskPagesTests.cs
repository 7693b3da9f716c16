using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace LabPortal.Web.Tests.Pages;

/// <summary>What pages show of a task whose questions have many right answers.</summary>
[Collection(FilledPortalTests.Name)]
public sealed class OpenTaskPagesTests(FilledPortal portal)
{
    [Theory]
    [InlineData("results", "ceiling 0.751", "Coherence", "Uniqueness", "Memorisation", "masked-diffusion + seeds leads in creativity", "Token accuracy by head", "Loss by head", "95 % interval over prompts and seeds", "Over the same 1,024 examples", "Only one of them counted")]
    [InlineData("curves", "Memorisation (answers from the training set)", "arm-key")]
    [InlineData("sampling", "Creativity over temperature", "Creativity over top-p", "Creativity over sampler steps", "multi-token + seeds, n = 3 ends at")]
    [InlineData("sampling&quantity=memorisation", "Memorisation over temperature", "Memorisation over sampler steps")]
    [InlineData("sampling&quantity=joy", "quantity=joy is none of creativity, coherence, memorisation, diversity.", "Creativity over temperature")]
    public async Task Comparison_OfATab_Shows(string tab, params string[] texts)
    {
        foreach (var path in new[] { Urls.CompareExperiment(portal.Open, tab), Urls.Experiment(portal.Open, tab) })
            await ShowsAsync(path, texts);
    }

    [Fact]
    public async Task Tabs_OfAComparison_AreThoseWithSomethingToShow()
    {
        const string sampling = "tab=sampling", positions = "tab=positions";
        var (open, closed) = (await HtmlAsync(Urls.CompareExperiment(portal.Open)), await HtmlAsync(Urls.CompareExperiment(portal.Experiment)));
        Assert.Equal((true, false, false, true), (open.Contains(sampling), open.Contains(positions), closed.Contains(sampling), closed.Contains(positions)));
    }

    [Fact]
    public async Task Exports_OfAnOpenTask_HaveIntervalsOverPrompts()
    {
        var csv = await portal.Administrator.GetStringAsync($"/api/compare/table.csv?experiment={portal.Open}");
        Assert.Contains("prompts95_low,prompts95_high", csv);
        var cells = csv.Split("\r\n").Single(row => row.StartsWith("next-token,eval/creativity,", StringComparison.Ordinal)).Split(',');
        var (mean, low, high) = (Number(cells[3]), Number(cells[9]), Number(cells[10]));
        Assert.True(low < mean && mean < high && high - low is > 0.01 and < 0.05, $"{mean} in {low} to {high}");
        Assert.Contains("over prompts and seeds", await portal.Administrator.GetStringAsync($"/api/compare/table.tex?experiment={portal.Open}"));
        var json = (await portal.Administrator.GetFromJsonAsync<JsonObject>($"/api/compare/table.json?experiment={portal.Open}"))!;
        Assert.Equal([low, high], json["arms"]![0]!["metrics"]!["eval/creativity"]!["promptsAndSeeds95"]!.AsArray().Select(edge => (double)edge!));
        Assert.Equal(1024, (int)json["examples"]![0]!["examples"]!);
    }

    [Fact]
    public async Task Results_OfAnOpenTask_HaveNoPositions() => Assert.DoesNotContain("position in the target", await HtmlAsync(Urls.CompareExperiment(portal.Open)));

    [Theory]
    [InlineData("probes", "Sampling sweep", "Creativity over temperature", "<th>Head</th>")]
    [InlineData("overview", "ceiling 0.751")]
    public async Task Run_OfATab_Shows(string tab, params string[] texts) =>
        // The fifth arm, the first that looks several tokens ahead, after the nine runs of the other experiment.
        await ShowsAsync(Urls.Run(14, tab), texts);

    [Fact]
    public async Task Study_OfATextThatTheLabHasNot_AsksForIt() =>
        await ShowsAsync(Urls.Study("more-tokens-text", null), ["A text is missing", "86c4e6aa9db7", "Download it", "The lab has not got the text that this study trains on"]);

    [Theory]
    [InlineData("/studies/roll-the-dice-sibling", "The effect shows.", "ceiling 0.751", "Memorisation (answers from the training set), by objective", "What the score is made of", "Sampling sweep: creativity", "Creativity over sampler steps", "<details open", "a run, by arm", "Token accuracy by head")]
    [InlineData("/studies", "Roll the dice", "Sibling discovery", "Line construction", "4 parts", "Better with more tokens", "Quick: reproduced")]
    [InlineData("/studies/more-tokens-path-star", "Not run here yet", "3 heads")]
    public async Task Study_OfATask_ShowsWhatFitsIt(string path, params string[] texts) => await ShowsAsync(path, texts);

    [Fact]
    public async Task Study_OfAnOpenTask_HasNoPositionsAndFewArmsOpen()
    {
        var html = await HtmlAsync(Urls.Study(FilledOpenLab.Study));
        Assert.DoesNotContain("Accuracy by target position", html);
        Assert.Equal(2, html.Split("<details open").Length - 1);
        Assert.Contains("Accuracy by target position", await HtmlAsync(Urls.Study("pitfalls")));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private async Task ShowsAsync(string path, string[] texts)
    {
        var html = await HtmlAsync(path);
        Assert.All(texts, text => Assert.Contains(text, html));
    }

    private async Task<string> HtmlAsync(string path) => WebUtility.HtmlDecode(await portal.Administrator.GetStringAsync(path));
}
