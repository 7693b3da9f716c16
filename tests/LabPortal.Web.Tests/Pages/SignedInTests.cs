using System.Net;
using LabPortal.Web.Tests.Corpora;

namespace LabPortal.Web.Tests.Pages;

[Collection(FilledPortalTests.Name)]
public sealed class SignedInTests(FilledPortal portal)
{
    // The error page exists to be shown after a failure, and says so.
    public static TheoryData<string> Every => new(PageRoutes.All.Select(page => page.Route).Where(route => route != "/error"));

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Page_SignedIn_OpensWithoutError(string route)
    {
        using var answer = await portal.Administrator.GetAsync(PageRoutes.Filled(route, portal.Experiment));
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("met an error", html);
        Assert.Contains("<h", html);
    }

    [Theory]
    [InlineData("/", "<kbd>Ctrl</kbd>", "<kbd>g</kbd>", "Published results, here")]
    [InlineData("/", "Training now", "The pitfalls of next-token prediction")]
    [InlineData("/studies", "Bachmann and Nagarajan", "Open the study", "Quick: running, 6 of 9 done", "Paper: not run yet", "learn to look ahead?")]
    [InlineData("/studies/pitfalls", "The claim", "0.483", "equal terms", "next-token", "The effect shows.", "the paper's lies in our interval", "What must show", "run 8", "Run missing seeds (1)", "source 6 → goal 5", "predicts")]
    [InlineData("/studies/pitfalls", "leads in exact accuracy", "Against next-token that is")]
    [InlineData("/studies/pitfalls?budget=paper", "Not run here yet", "solves some graph sizes", "but no worker is there", "Where ours differs")]
    [InlineData("/studies/pitfalls?budget=none", "The effect shows.")]
    [InlineData("/runs?filter=number%20%3C%2010", "Columns", "Copy link", "next-token", "The loss became NaN", "one row a run")]
    [InlineData("/runs?filter=arm%20%3D%20reversed&cols=arm,task.options.degree,training.steps", "arm = reversed", "degree", "Clear filters")]
    [InlineData("/runs?group=arm&filter=number%20%3C%2010", "n = 3", "± CI", "2 completed")]
    [InlineData("/runs?group=task.options.degree&filter=number%20%3C%2010", "degree = 2", "n = 9")]
    [InlineData("/runs?filter=eval/accuracy%20%3E%202", "No run matches", "Clear filters")]
    [InlineData("/runs?filter=stat%20%3D%203&pin=one", "The filter \"stat = 3\" cannot be used. There is no column \"stat\".", "is no run's number")]
    [InlineData("/runs?pin=3", "Unpin run 3")]
    [InlineData("/runs/1", "Exact accuracy, free-running", "Completed", "Peak memory", "211 MB", "predicted")]
    [InlineData("/runs/1?tab=samples", "took another arm", "generated", "first wrong token")]
    [InlineData("/runs/1?tab=probes", "Clever Hans", "Forced branch")]
    [InlineData("/runs/1?tab=logs", "Training on cpu with 2 threads.")]
    [InlineData("/runs/1?tab=config", "path-star", "Spec hash")]
    [InlineData("/runs/1?tab=checkpoints", "No checkpoint yet")]
    [InlineData("/runs/1?tab=attempts", "tester")]
    [InlineData("/runs/8", "The loss became NaN at step 612. Lower the learning rate or clip the gradient.", "Run again")]
    [InlineData("/runs/7", "Running", "Cancel")]
    [InlineData("/compare", "The pitfalls of next-token prediction")]
    [InlineData("/compare?runs=1,2", "2 arms, 2 runs")]
    [InlineData("/compare?runs=1,x", "is not a run's number")]
    [InlineData("/compare?runs=1,2&seed=abc", "This address cannot be understood", "seed: \"abc\" is not what it takes. It takes a whole number.")]
    [InlineData("/compare?runs=1,2&all=maybe", "It takes true or false.")]
    [InlineData("/compare?experiment=seven", "is not an experiment's id")]
    [InlineData("/compare?runs=1,2&baseline=nobody", "There is no arm \"nobody\". There are: next-token, reversed.")]
    [InlineData("/compare?runs=1,2&see=much", "is not a difference")]
    [InlineData("/compare?runs=1,2", "too few seeds to tell (n = 1; a test needs at least 2)", "equal terms")]
    [InlineData("/compare?runs=1,2,3,4,5,6", "Which is better", "Paired t, 2 pairs", "Over the same 200 examples", "leads in exact accuracy", "0.483")]
    [InlineData("/compare?runs=1,2,3,4,5,6&pairs=true", "− next-token", "− reversed")]
    [InlineData("/compare?runs=1,2,3,4,5,6&full=true", "· SD 0.00")]
    [InlineData("/compare?runs=1,2,3,4,5,6&metric=eval/loss", "paired bootstrap")]
    [InlineData("/compare?runs=1,2&comparable=true", "2 of 2 arms")]
    [InlineData("/workers", "teacherless, seed 3")]
    [InlineData("/experiments/new?study=pitfalls", "Ready to run", "Path-star", "Learning rate", "Run 9 runs", "Peak memory", "Free here")]
    [InlineData("/experiments/new?template=nanogpt-cpu", "nanoGPT on a CPU", "validation loss of 1.88", "sonnet 18.txt")]
    [InlineData("/experiments/new?task=char-text", "Character text", "Start from nanoGPT on a CPU")]
    [InlineData("/datasets", "sonnet 18.txt", "Shall I compare thee", "Train on it", "Add a text")]
    [InlineData("/datasets?add=upload", "Choose a file", "1024 MiB")]
    [InlineData("/datasets?add=server", "From the server", "labportal-texts-")]
    [InlineData("/datasets?add=url", "64 hexadecimal digits")]
    [InlineData("/admin/users", "ada@lab.test", "administrator")]
    public async Task Page_OfAFilledLab_Shows(string path, params string[] texts)
    {
        var html = WebUtility.HtmlDecode(await portal.Administrator.GetStringAsync(path));
        Assert.All(texts, text => Assert.Contains(text, html));
    }

    [Fact]
    public async Task Dataset_OfAFilledLab_ShowsWhatIsInIt()
    {
        var html = WebUtility.HtmlDecode(await portal.Administrator.GetStringAsync(Urls.Dataset(TextServer.Hash)));
        foreach (var text in new[] { "sonnet 18.txt", "Thou art more lovely", "␣ space", TextServer.Hash, "ada@lab.test", "the first 90 %", "No experiment yet" })
            Assert.Contains(text, html);
    }

    [Theory]
    [InlineData("samples", "right 3", "better 3", "worse 0", "valid 6", "probability 0.9", "generated", "where they differ")]
    [InlineData("samples&view=compact&open=2", "Prompt", "Over training", "Reference")]
    [InlineData("samples&only=better:2&base=1", "3 examples of 6: reversed is better than next-token", "Clear the filter")]
    [InlineData("samples&q=another+arm", "3 examples of 6, with “another arm”")]
    [InlineData("samples&against=reference", "Only here", "Only there")]
    [InlineData("samples&step=-9&seed=77&only=nonsense&against=x&open=-1", "right 3")]
    [InlineData("config", "objective.name", "differs", " differences", "as base")]
    [InlineData("config&all=true&base=99", "Next difference", "training.steps", "base")]
    [InlineData("positions", "Teacher-forced")]
    [InlineData("curves", "Training loss")]
    [InlineData("results", "± ")]
    [InlineData("pivot", "n = 2")]
    [InlineData("pivot", "No arm here has this combination")]
    [InlineData("pivot&rows=arm&columns=task", "queue 1 more")]
    [InlineData("pivot&row=next-token&column=none", "Compare these")]
    [InlineData("pivot&rows=nothing", "There is no axis \"nothing\"")]
    public async Task Compare_Tab_Shows(string tab, params string[] texts)
    {
        var html = WebUtility.HtmlDecode(await portal.Administrator.GetStringAsync(Urls.CompareExperiment(portal.Experiment, tab)));
        Assert.All(texts, text => Assert.Contains(text, html));
    }

    [Theory]
    [InlineData("/runs/99999")]
    [InlineData("/studies/none")]
    [InlineData("/datasets/none")]
    [InlineData("/experiments/3f2504e0-4f89-11d3-9a0c-0305e82c3301")]
    [InlineData("/nowhere")]
    public async Task Page_OfWhatIsNotThere_SaysSo(string path)
    {
        using var answer = await portal.Administrator.GetAsync(path);
        Assert.Contains("There is nothing here", await answer.Content.ReadAsStringAsync());
    }
}
