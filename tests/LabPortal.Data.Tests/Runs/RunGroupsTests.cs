using LabPortal.Data.Runs;

namespace LabPortal.Data.Tests.Runs;

public sealed class RunGroupsTests
{
    private static readonly RunField Accuracy = RunField.Metric("eval/accuracy"), Degree = RunField.Option("task.options.degree");

    [Fact]
    public async Task Groups_OverSeeds_HaveEachRunsValue()
    {
        await using var lab = await TableLab.CreateAsync();
        var query = new RunTableQuery { Columns = [Accuracy, Degree] };
        var rows = await AllAsync(lab, query, RunGroups.Arm);
        Assert.Equal([("reversed", 3), ("forward", 3)], rows.Select(row => (row.Newest!.Arm, row.Count)));
        var forward = rows[1];
        Assert.Equal([0.1, 0.3], forward.Metrics["eval/accuracy"].Order());
        Assert.Equal("2", forward.Options["task.options.degree"]);
        Assert.Equal((2, 1), (forward.States[RunState.Completed], forward.States[RunState.Running]));
        Assert.Contains(rows[0].Metrics["eval/accuracy"], double.IsNaN);
        Assert.Equal([5, 3, 1], await lab.NumbersAsync($"arm = {forward.Key}"));
    }

    [Fact]
    public async Task Groups_SortedByMetric_StandInTheOrderOfItsMean()
    {
        await using var lab = await TableLab.CreateAsync();
        // The means leave NaN out: forward 0.2, reversed 0.2 … so one arm's best is taken away.
        var query = new RunTableQuery { Sort = Accuracy, Filters = [TableLab.Filter("#1"), TableLab.Filter("seed = 1")] };
        Assert.Single(await lab.Get<RunGroups>().ListAsync(query, RunGroups.Arm));
        query = query with { Filters = [TableLab.Filter("seed = 1")] };
        Assert.Equal(["reversed", "forward"], (await AllAsync(lab, query, RunGroups.Arm)).Select(row => row.Newest!.Arm));
        Assert.Equal(["forward", "reversed"], (await AllAsync(lab, query with { Descending = false }, RunGroups.Arm)).Select(row => row.Newest!.Arm));
    }

    [Fact]
    public async Task Groups_ByOption_AreItsValues()
    {
        await using var lab = await TableLab.CreateAsync();
        await lab.AddRunsAsync(2);
        var groups = await lab.Get<RunGroups>().ListAsync(new(), Degree);
        Assert.Equal([(RunFilter.None, 2), ("10", 3), ("2", 3)], groups.Select(group => (group.Key, group.Count)));
        var rows = await lab.Get<RunGroups>().RowsAsync(new() { Columns = [Accuracy] }, Degree, [.. groups.Select(group => group.Key), "7"]);
        Assert.Equal([RunFilter.None, "10", "2"], rows.Select(row => row.Key));
        Assert.Equal([8, 7], await lab.NumbersAsync("task.options.degree = none"));
    }

    [Fact]
    public async Task Groups_ByExperiment_SayWhichOptionsDiffer()
    {
        await using var lab = await TableLab.CreateAsync();
        var row = Assert.Single(await AllAsync(lab, new() { Columns = [Degree, RunField.Option("task.name")] }, RunGroups.Experiment));
        Assert.Equal(6, row.Count);
        Assert.Equal(["task.name"], row.Options.Keys);
        Assert.Equal("pitfalls", row.Newest!.Experiment);
    }

    private static async Task<IReadOnlyList<RunGroupRow>> AllAsync(TempLab lab, RunTableQuery query, RunField by) =>
        await lab.Get<RunGroups>().RowsAsync(query, by, [.. (await lab.Get<RunGroups>().ListAsync(query, by)).Select(group => group.Key)]);
}
