using LabPortal.Data;
using LabPortal.Data.Runs;
using LabPortal.Web.Charts;
using LabPortal.Web.Launching;
using LabPortal.Web.Samples;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests.Samples;

public sealed class SampleReaderTests(RunningPortal portal) : IClassFixture<RunningPortal>
{
    [Fact]
    public async Task Read_EarlierStep_EachColumnShowsItsLastEvaluationUpToIt()
    {
        var (early, late) = await TwoRunsAsync("read-steps");
        await SampleAsync(early, 0, 0, "a");
        await SampleAsync(early, 200, 0, "b");
        await SampleAsync(late, 100, 0, "c");
        var reader = portal.Services.GetRequiredService<SampleReader>();
        SampleColumn[] columns = [Column(early, "same"), Column(late, "same")];

        var last = await reader.ReadAsync(columns, null);
        Assert.Equal([0L, 100, 200], last.Steps);
        Assert.Equal((200L, "b", "c"), (last.Shown, last.Lines[0].Cells[0]!.Output[0], last.Lines[0].Cells[1]!.Output[0]));
        var middle = await reader.ReadAsync(columns, 150);
        Assert.Equal((100L, "a", "c"), (middle.Shown, middle.Lines[0].Cells[0]!.Output[0], middle.Lines[0].Cells[1]!.Output[0]));
        var first = await reader.ReadAsync(columns, -5);
        Assert.Equal((0L, "a", null), (first.Shown, first.Lines[0].Cells[0]!.Output[0], first.Lines[0].Cells[1]));
        Assert.Equal(["a", "b"], (await reader.EvolutionAsync(early, 0)).Select(sample => sample.Output[0]));
    }

    [Fact]
    public async Task Read_ColumnWithOtherQuestions_IsNotPutBesideThem()
    {
        var (one, other) = await TwoRunsAsync("read-questions");
        await SampleAsync(one, 0, 0, "a");
        await SampleAsync(other, 0, 0, "b");
        var sheet = await portal.Services.GetRequiredService<SampleReader>().ReadAsync([Column(one, "these"), Column(other, "those")], null);
        Assert.Equal(("a", null), (sheet.Lines[0].Cells[0]!.Output[0], sheet.Lines[0].Cells[1]));
    }

    [Fact]
    public async Task Read_OpenEndedOutputTwice_TheSecondIsADuplicate()
    {
        var (run, _) = await TwoRunsAsync("read-duplicates");
        foreach (var (index, output) in new[] { (0, "a"), (1, "b"), (2, "a") })
            await SampleAsync(run, 0, index, output, right: "[]");
        var sheet = await portal.Services.GetRequiredService<SampleReader>().ReadAsync([Column(run, "")], null);
        Assert.Equal([false, false, true], sheet.Lines.Select(line => line.Cells[0]!.Duplicate));
    }

    private static SampleColumn Column(Guid run, string questions) => new("arm", new ArmColour(0), run, 1, questions, null);

    private async Task<(Guid, Guid)> TwoRunsAsync(string name)
    {
        var spec = ExperimentLauncher.StudySpec("pitfalls", "quick");
        var experiment = await portal.Services.GetRequiredService<ExperimentLauncher>().LaunchAsync(spec, name, queue: false);
        await using var db = await Contexts.CreateDbContextAsync();
        var runs = await db.Runs.Where(run => run.ExperimentId == experiment.Id).Select(run => run.Id).Take(2).ToListAsync();
        return (runs[0], runs[1]);
    }

    private async Task SampleAsync(Guid run, long step, int index, string output, string right = "[true]")
    {
        await using var db = await Contexts.CreateDbContextAsync();
        db.Samples.Add(new SampleRow(run, step, index, """["p"]""", "[]", $"[\"{output}\"]", right, true, null) { Probabilities = "[0.5]", Verdicts = """["valid"]""" });
        await db.SaveChangesAsync();
    }

    private IDbContextFactory<LabDbContext> Contexts => portal.Services.GetRequiredService<IDbContextFactory<LabDbContext>>();
}
