using LabPortal.Data.Runs;

namespace LabPortal.Data.Tests.Runs;

public sealed class RunQueriesTests
{
    [Fact]
    public async Task Page_SortedByMetric_PutsRunsWithoutItLastAndReadsOnlyVisibleColumns()
    {
        await using var lab = await TableLab.CreateAsync();
        var sort = RunField.Metric("eval/accuracy");
        var page = await PageAsync(lab, new() { Sort = sort, Columns = [sort] });
        Assert.Equal([3, 2, 1, 6, 5, 4], page.Rows.Select(r => r.Number));
        Assert.Equal(0.3, page.Rows[0].Metrics["eval/accuracy"]);
        Assert.Equal(double.NaN, page.Rows.Single(r => r.Number == 4).Metrics["eval/accuracy"]);
        Assert.All(page.Rows, row => Assert.DoesNotContain("train/loss", row.Metrics.Keys));
        Assert.All(page.Rows, row => Assert.Empty(row.Options));

        var ascending = await PageAsync(lab, new() { Sort = sort, Descending = false });
        Assert.Equal([1, 2, 3, 6, 5, 4], ascending.Rows.Select(r => r.Number));
        Assert.Empty(ascending.Rows[0].Metrics);
    }

    [Fact]
    public async Task Page_SkipAndTake_GivesASliceAndTheTotal()
    {
        await using var lab = await TableLab.CreateAsync();
        var page = await PageAsync(lab, new() { Skip = 2, Take = 3 });
        Assert.Equal(6, page.Total);
        Assert.Equal([4, 3, 2], page.Rows.Select(r => r.Number));
        Assert.Empty((await PageAsync(lab, new() { Skip = 100 })).Rows);
    }

    [Fact]
    public async Task Page_SortedByOption_PutsNumbersInTheirOrder()
    {
        await using var lab = await TableLab.CreateAsync();
        var degree = RunField.Option("task.options.degree");
        var page = await PageAsync(lab, new() { Sort = degree, Descending = false, Columns = [degree] });
        Assert.Equal([5, 3, 1, 6, 4, 2], page.Rows.Select(r => r.Number));
        Assert.Equal(["2", "10"], page.Rows.Select(r => r.Options["task.options.degree"]).Distinct());
        Assert.Equal([6, 5], (await PageAsync(lab, new() { Sort = RunField.Option("no.such"), Take = 2 })).Rows.Select(r => r.Number));
    }

    [Theory]
    [InlineData("4 3 2 1", "state = completed")]
    [InlineData("6 5", "state != completed")]
    [InlineData("5", "state = active")]
    [InlineData("6 5", "state = draft, running")]
    [InlineData("5 3 1", "arm = forward")]
    [InlineData("6 4 2", "arm != forward")]
    [InlineData("6 4 2", "arm ~ REVERS")]
    [InlineData("5 3 1", "arm !~ revers")]
    [InlineData("6 5 4 3 2 1", "experiment = pitfalls")]
    [InlineData("6 4 2", "REVERS")]
    [InlineData("5", "#5")]
    [InlineData("", "%")]
    [InlineData("", "experiment = 3f2504e0-4f89-11d3-9a0c-0305e82c3301")]
    [InlineData("3 2", "eval/accuracy >= 0.2")]
    [InlineData("3", "eval/accuracy > 0.2")]
    [InlineData("1", "eval/accuracy < 0.2")]
    [InlineData("2 1", "eval/accuracy <= 0.2")]
    [InlineData("2", "eval/accuracy = 0.2")]
    [InlineData("6 5 4 3 1", "eval/accuracy != 0.2")]
    [InlineData("4", "eval/accuracy = NaN")]
    [InlineData("6 5", "eval/accuracy = none")]
    [InlineData("6 5 4", "eval/accuracy = none, NaN")]
    [InlineData("4 3 2 1", "eval/accuracy != none")]
    [InlineData("", "eval/nothing > 0")]
    [InlineData("6 4 2", "task.options.degree = 10")]
    [InlineData("6 4 2", "task.options.degree > 9")]
    [InlineData("5 3 1", "task.options.degree != 10.0")]
    [InlineData("5 3 1", "model.name = gpt")]
    [InlineData("6 4 2", "model.name ~ ML")]
    [InlineData("6 5 4 3 2 1", "training.compile = true")]
    [InlineData("6 5 4 3 2 1", "training.device = none")]
    [InlineData("6 5 4 3 2 1", "transforms[0].name = reverse")]
    [InlineData("6 5", "seed = 3")]
    [InlineData("4 3", "seed > 1", "seed < 3")]
    [InlineData("6", "started = none")]
    [InlineData("5 4 3 2 1", "started >= 1 h ago")]
    [InlineData("", "started < 1 h ago")]
    [InlineData("4 3 2 1", "ended != none")]
    [InlineData("4 3 2 1", "duration < 10 min")]
    [InlineData("", "started = 2020-01-01")]
    [InlineData("4 3", "step >= 30")]
    [InlineData("6", "attempts = 0")]
    [InlineData("6 5 4 3 2 1", "by = somebody")]
    [InlineData("6 5 4 3 2 1", "study = none")]
    [InlineData("3", "arm = forward", "eval/accuracy >= 0.2")]
    public async Task Page_Filters_Narrow(string numbers, params string[] filters)
    {
        await using var lab = await TableLab.CreateAsync();
        Assert.Equal(numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse), await lab.NumbersAsync(filters));
    }

    [Fact]
    public async Task Page_TagsAndArchive_Narrow()
    {
        await using var lab = await TableLab.CreateAsync();
        var care = lab.Get<RunCare>();
        await care.TagAsync([await lab.IdAsync(1), await lab.IdAsync(2)], "baseline");
        await care.TagAsync([await lab.IdAsync(2)], "odd one");
        await care.ArchiveAsync([await lab.IdAsync(3)]);
        Assert.Equal([2, 1], await lab.NumbersAsync("tag = baseline"));
        Assert.Equal([6, 5, 4, 1], await lab.NumbersAsync("tag != odd one"));
        Assert.Equal([2], await lab.NumbersAsync("tag ~ ODD"));
        Assert.Equal([6, 5, 4], await lab.NumbersAsync("tag = none"));
        Assert.Equal([2, 1], await lab.NumbersAsync("tag:baseline = yes"));
        Assert.Equal([6, 5, 4], await lab.NumbersAsync("tag:baseline = no"));
        Assert.Equal([2], await lab.NumbersAsync("odd"));
        Assert.Equal([3], await lab.NumbersAsync("archived = yes"));
        Assert.Equal([6, 5, 4, 3, 2, 1], await lab.NumbersAsync("archived = any"));
        Assert.Equal(["baseline", "odd one"], (await PageAsync(lab, new() { Filters = [TableLab.Filter("#2")] })).Rows[0].Tags);
    }

    [Fact]
    public async Task Page_AnyColumn_SortsEveryRow()
    {
        await using var lab = await TableLab.CreateAsync();
        foreach (var field in RunAttribute.All.Select(attribute => TableLab.Field(attribute.Name)).Append(TableLab.Field("tag:x")))
        {
            var up = (await PageAsync(lab, new() { Sort = field, Descending = false })).Rows;
            var down = (await PageAsync(lab, new() { Sort = field })).Rows;
            Assert.Equal(6, up.Count);
            Assert.Equal(up.Select(r => r.Number).Order(), down.Select(r => r.Number).Order());
            if (Key(field.Name) is not { } key) continue;
            var (keys, falling) = (up.Select(key).Where(k => k is not null).ToList(), down.Select(key).Where(k => k is not null).ToList());
            Assert.Equal(keys.Order(), keys);
            Assert.Equal(keys.OrderDescending(), falling);
            Assert.All(up.Skip(keys.Count).Concat(down.Skip(keys.Count)), row => Assert.Null(key(row)));
        }
    }

    [Fact]
    public async Task Totals_OfAFilter_CountStatesAndMeasureWhatIsVisible()
    {
        await using var lab = await TableLab.CreateAsync();
        var totals = await lab.Get<RunQueries>().TotalsAsync(new() { Columns = [RunField.Metric("eval/accuracy")] });
        Assert.Equal(6, totals.Count);
        Assert.Equal((4, 1, 1), (totals.States[RunState.Completed], totals.States[RunState.Running], totals.States[RunState.Draft]));
        var accuracy = Assert.Single(totals.Metrics).Value;
        Assert.Equal((3, 0.1, 0.3), (accuracy.Count, accuracy.Min, accuracy.Max));
        Assert.Equal(0.2, accuracy.Mean, 12);
        var forward = await lab.Get<RunQueries>().TotalsAsync(new() { Filters = [TableLab.Filter("arm = forward")], Columns = [RunField.Metric("eval/accuracy")] });
        Assert.Equal((3, 2), (forward.Count, forward.Metrics["eval/accuracy"].Count));
    }

    [Fact]
    public async Task Choices_FromASlice_AreInTheTablesOrder()
    {
        await using var lab = await TableLab.CreateAsync();
        var chosen = await lab.Get<RunQueries>().ChoicesAsync(new() { Sort = RunField.Metric("eval/accuracy"), Skip = 1, Take = 2 });
        Assert.Equal([(2, RunState.Completed), (1, RunState.Completed)], chosen.Select(run => (run.Number, run.State)));
        Assert.Equal(6, (await lab.Get<RunQueries>().ChoicesAsync(new() { Take = int.MaxValue })).Count);
    }

    private static Func<RunTableRow, IComparable?>? Key(string name) => name switch
    {
        "number" => row => row.Number,
        "state" => row => row.State.ToString(),
        "experiment" => row => row.Experiment,
        "arm" => row => row.Arm,
        "seed" => row => row.Seed,
        "step" => row => row.Step,
        "queued" => row => row.QueuedAt,
        "started" => row => row.StartedAt,
        "ended" => row => row.EndedAt,
        "attempts" => row => row.Attempts,
        "by" => row => row.By,
        _ => null,
    };

    private static Task<RunTablePage> PageAsync(TempLab lab, RunTableQuery query) => lab.Get<RunQueries>().PageAsync(query);
}
