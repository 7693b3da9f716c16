using LabPortal.Data.Runs;

namespace LabPortal.Data.Tests.Runs;

public sealed class RunNamesTests
{
    [Fact]
    public async Task Names_OfManyRuns_AreFoundOnceEach()
    {
        await using var lab = await TableLab.CreateAsync();
        var names = lab.Get<RunNames>();
        Assert.Equal(["eval/accuracy", "train/loss"], await names.MetricsAsync("", 10));
        Assert.Equal(["train/loss"], await names.MetricsAsync("LOSS", 10));
        Assert.Equal(["eval/accuracy"], await names.MetricsAsync("", 1));
        Assert.Empty(await names.MetricsAsync("%", 10));
        Assert.Equal(["model.name", "task.name", "transforms[0].name"], await names.OptionsAsync("name", 10));
        await lab.Get<RunCare>().TagAsync([await lab.IdAsync(1), await lab.IdAsync(2)], "baseline");
        Assert.Equal(["baseline"], await names.TagsAsync("", 10));
    }

    [Fact]
    public async Task Names_OfAnEmptyLab_AreNone()
    {
        await using var lab = await TempLab.CreateAsync();
        Assert.Empty(await lab.Get<RunNames>().MetricsAsync("", 10));
        Assert.Empty(await lab.Get<RunNames>().TagsAsync("a", 10));
    }
}
