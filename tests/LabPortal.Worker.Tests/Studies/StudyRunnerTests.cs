using LabPortal.Training.Specs;
using LabPortal.Worker.Studies;

namespace LabPortal.Worker.Tests.Studies;

public sealed class StudyRunnerTests
{
    [Fact]
    public async Task Runner_TwoRunsAtATime_KeepsTheLastMetricsOfEach()
    {
        using var folder = new TempFolder();
        var runs = new[] { 1, 2 }.Select(seed => new StudyRun(RunSpec.ParseRun(TinySpec.Run(30)).Spec!, seed)).ToList();
        var notes = new StringWriter();
        await new StudyRunner(folder.Path, 2, 1, notes).RunAsync(runs, CancellationToken.None);
        Assert.All(runs, run => Assert.True(run.Completed, run.Reason));
        Assert.All(runs, run => Assert.InRange(run.Last["eval/accuracy"], 0, 1));
        Assert.NotEqual(runs[0].Last["train/loss"], runs[1].Last["train/loss"]);
        Assert.Contains("2 of 2", notes.ToString());
    }

    [Fact]
    public async Task Runner_RunThatFails_KeepsTheReason()
    {
        using var folder = new TempFolder();
        var spec = TinySpec.Run(30).Replace("\"batch\": 4", "\"batch\": 4, \"device\": \"cuda\"");
        var run = new StudyRun(RunSpec.ParseRun(spec).Spec!, 1);
        await new StudyRunner(folder.Path, 1, 1, TextWriter.Null).RunAsync([run], CancellationToken.None);
        Assert.False(run.Completed);
        Assert.Contains("CUDA", run.Reason);
    }
}
