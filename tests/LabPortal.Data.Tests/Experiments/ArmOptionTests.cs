using LabPortal.Data.Experiments;

namespace LabPortal.Data.Tests.Experiments;

public sealed class ArmOptionTests
{
    [Fact]
    public void Options_OfASpec_AreItsValuesByPath()
    {
        var options = ArmOption.Of(Guid.Empty, """{"schema":1,"task":{"name":"path-star","options":{"degree":2.5}},"seeds":[],"transforms":[{"name":"x"}],"on":true,"no":null}""");
        Assert.Equal(
            [("schema", "1", 1.0), ("task.name", "path-star", null), ("task.options.degree", "2.5", 2.5), ("transforms[0].name", "x", null), ("on", "true", (double?)null)],
            options.Select(option => (option.Path, option.Text, option.Number)));
        Assert.Equal(ArmOption.MaxLength, ArmOption.Of(Guid.Empty, $$"""{"a":"{{new string('x', 1000)}}"}""")[0].Text.Length);
        Assert.Empty(ArmOption.Of(Guid.Empty, "{}"));
    }

    [Fact]
    public async Task Migrate_ArmsOfAnOlderVersion_GetTheirOptions()
    {
        await using var lab = await TempLab.CreateAsync();
        await lab.Get<ExperimentStore>().CreateAsync(new("old", "", "{}", "0", [new("a", """{"task":{"name":"x"}}""", "1", 5)], [1], "ada"));
        await using var db = lab.Db();
        db.ArmOptions.RemoveRange(db.ArmOptions);
        await db.SaveChangesAsync();
        await lab.Get<LabDatabase>().MigrateAsync();
        await lab.Get<LabDatabase>().MigrateAsync();
        Assert.Equal([("task.name", "x")], db.ArmOptions.Select(option => new { option.Path, option.Text }).ToList().Select(option => (option.Path, option.Text)));
    }
}
