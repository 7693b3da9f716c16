using LabPortal.Data.Experiments;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;

namespace LabPortal.Data.Tests.Runs;

public sealed class RunQueriesTests
{
    [Fact]
    public async Task Page_SortedByMetric_PutsRunsWithoutItLastAndReadsOnlyVisibleColumns()
    {
        await using var lab = await CreateAsync();
        var page = await PageAsync(lab, new() { SortMetric = "eval/accuracy", Metrics = ["eval/accuracy"] });
        Assert.Equal([3, 2, 1, 6, 5, 4], page.Rows.Select(r => r.Number));
        Assert.Equal(0.3, page.Rows[0].Metrics["eval/accuracy"]);
        Assert.Equal(double.NaN, page.Rows.Single(r => r.Number == 4).Metrics["eval/accuracy"]);
        Assert.All(page.Rows, row => Assert.DoesNotContain("train/loss", row.Metrics.Keys));

        var ascending = await PageAsync(lab, new() { SortMetric = "eval/accuracy", Descending = false });
        Assert.Equal([1, 2, 3, 6, 5, 4], ascending.Rows.Select(r => r.Number));
        Assert.Empty(ascending.Rows[0].Metrics);
    }

    [Fact]
    public async Task Page_SkipAndTake_GivesASliceAndTheTotal()
    {
        await using var lab = await CreateAsync();
        var page = await PageAsync(lab, new() { Skip = 2, Take = 3 });
        Assert.Equal(6, page.Total);
        Assert.Equal([4, 3, 2], page.Rows.Select(r => r.Number));
    }

    [Fact]
    public async Task MetricNames_ManyRuns_GivesEachNameOnce()
    {
        await using var empty = await TempLab.CreateAsync();
        Assert.Empty(await empty.Get<RunQueries>().MetricNamesAsync());
        await using var lab = await CreateAsync();
        Assert.Equal(["eval/accuracy", "train/loss"], await lab.Get<RunQueries>().MetricNamesAsync());
    }

    [Fact]
    public async Task Page_Filters_Narrow()
    {
        await using var lab = await CreateAsync();
        Assert.Equal([4, 3, 2, 1], await NumbersAsync(lab, new() { States = [RunState.Completed] }));
        Assert.Equal([6, 5], await NumbersAsync(lab, new() { States = [RunState.Draft, RunState.Running] }));
        Assert.Equal([5, 3, 1], await NumbersAsync(lab, new() { Arm = "forward" }));
        Assert.Equal([6, 4, 2], await NumbersAsync(lab, new() { Search = "REVERS" }));
        Assert.Equal([5], await NumbersAsync(lab, new() { Search = "#5" }));
        Assert.Empty(await NumbersAsync(lab, new() { Search = "%" }));
        Assert.Empty(await NumbersAsync(lab, new() { ExperimentId = Guid.NewGuid() }));
    }

    [Theory]
    [InlineData(RunSort.Number)]
    [InlineData(RunSort.State)]
    [InlineData(RunSort.Experiment)]
    [InlineData(RunSort.Arm)]
    [InlineData(RunSort.Seed)]
    [InlineData(RunSort.Step)]
    [InlineData(RunSort.Queued)]
    [InlineData(RunSort.Started)]
    [InlineData(RunSort.Ended)]
    public async Task Page_AnySort_OrdersEveryRow(RunSort sort)
    {
        await using var lab = await CreateAsync();
        var up = await PageAsync(lab, new() { Sort = sort, Descending = false });
        var keys = up.Rows.Select(row => Key(row, sort)).ToList();
        Assert.Equal(6, keys.Count);
        Assert.Equal(keys.Order(), keys);
        var down = (await PageAsync(lab, new() { Sort = sort })).Rows.Select(row => Key(row, sort));
        Assert.Equal(keys.OrderDescending(), down);
    }

    private static IComparable? Key(RunTableRow row, RunSort sort) => sort switch
    {
        RunSort.Number => row.Number,
        RunSort.State => row.State.ToString(),
        RunSort.Experiment => row.Experiment,
        RunSort.Arm => row.Arm,
        RunSort.Seed => row.Seed,
        RunSort.Step => row.Step,
        RunSort.Queued => row.QueuedAt,
        RunSort.Started => row.StartedAt,
        _ => row.EndedAt,
    };

    private static Task<RunTablePage> PageAsync(TempLab lab, RunTableQuery query) => lab.Get<RunQueries>().PageAsync(query);

    private static async Task<IEnumerable<int>> NumbersAsync(TempLab lab, RunTableQuery query) =>
        (await PageAsync(lab, query)).Rows.Select(r => r.Number);

    // Runs 1 to 6 over two arms and three seeds: 1 to 4 completed, 5 running, 6 a draft; accuracy 0.1, 0.2, 0.3, NaN.
    private static async Task<TempLab> CreateAsync()
    {
        var lab = await TempLab.CreateAsync();
        await lab.Get<ExperimentStore>().CreateAsync(new("pitfalls", "", "{}", "0",
            [new("forward", "{}", "1", 500), new("reversed", "{}", "2", 500)], [1, 2, 3], "somebody"));
        var runs = (await PageAsync(lab, new() { Descending = false })).Rows;
        foreach (var row in runs.Take(5))
        {
            await lab.Get<IRunQueue>().EnqueueAsync([row.Id]);
            var lease = (await lab.Get<Leases>().ClaimAsync(row.Id, "worker-a"))!;
            if (row.Number == 5) break;
            var accuracy = row.Number == 4 ? double.NaN : row.Number / 10.0;
            await lab.Get<AttemptWriter>().WriteAsync(lease, new(1)
            {
                Metrics = [new("eval/accuracy", 9, accuracy, DateTime.UtcNow), new("train/loss", 9, 1, DateTime.UtcNow)],
                Progress = new(row.Number * 10, 500, null),
            });
            await lab.Get<Leases>().EndAsync(lease, AttemptOutcome.Completed);
        }

        return lab;
    }
}
