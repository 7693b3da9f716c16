using LabPortal.Data.Runs;

namespace LabPortal.Data.Tests.Runs;

public sealed class RunCareTests
{
    [Fact]
    public async Task Tag_SomeTaggedAlready_ChangesTheOthersAndSaysWhich()
    {
        await using var lab = await TableLab.CreateAsync();
        var (care, one, two) = (lab.Get<RunCare>(), await lab.IdAsync(1), await lab.IdAsync(2));
        Assert.Equal([one], await care.TagAsync([one], "good"));
        Assert.Equal([two], await care.TagAsync([one, two], "good"));
        Assert.Equal(new HashSet<Guid> { one, two }, (await care.UntagAsync([two, one], "good")).ToHashSet());
        Assert.Empty(await care.UntagAsync([one], "good"));
    }

    [Fact]
    public async Task Archive_AndRestore_TouchEachRunOnceAndTellOpenPages()
    {
        await using var lab = await TableLab.CreateAsync();
        var (care, id) = (lab.Get<RunCare>(), await lab.IdAsync(4));
        var before = (await lab.RunAsync(id)).Stamp;
        Assert.Equal([id], await care.ArchiveAsync([id]));
        Assert.True((await lab.RunAsync(id)).Stamp > before);
        Assert.Empty(await care.ArchiveAsync([id]));
        Assert.Equal([id], await care.RestoreAsync([id]));
        Assert.Null((await lab.RunAsync(id)).ArchivedAt);
        before = (await lab.RunAsync(id)).Stamp;
        await care.TagAsync([id], "good");
        Assert.True((await lab.RunAsync(id)).Stamp > before);
    }

    [Fact]
    public async Task Tag_ManyRuns_TakesThemInPortions()
    {
        await using var lab = await TempLab.CreateAsync();
        var ids = (await lab.AddRunsAsync(1203)).Select(run => run.Id).ToList();
        Assert.Equal(1203, (await lab.Get<RunCare>().TagAsync(ids, "many")).Count);
        Assert.Equal(1203, (await lab.Get<RunQueries>().PageAsync(new() { Filters = [TableLab.Filter("tag = many")], Take = 0 })).Total);
    }

    [Theory]
    [InlineData("  Base Line ", "base line")]
    [InlineData("v1.2_x-y", "v1.2_x-y")]
    [InlineData("", null)]
    [InlineData("a,b", null)]
    [InlineData("<b>", null)]
    [InlineData("12345678901234567890123456789012345678901", null)]
    public void TidyTag_Text_IsATagOrNone(string text, string? tag) => Assert.Equal(tag, RunCare.TidyTag(text));
}
