using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace LabPortal.Data.Tests;

public sealed class LabDatabaseTests
{
    [Fact]
    public async Task Migrate_EmptyFolder_GivesTheModelsSchema()
    {
        await using var lab = await TempLab.CreateAsync();
        await using var db = lab.Db();
        Assert.False(db.Database.HasPendingModelChanges());

        await using var created = TempLab.On(Directory.CreateTempSubdirectory("labportal-").FullName);
        await using var other = created.Db();
        await other.Database.EnsureCreatedAsync();
        var schema = await Schema.ReadAsync(db);
        Assert.Equal(await Schema.ReadAsync(other), schema);
        Assert.True(schema.Count > 150, $"Only {schema.Count} columns, indexes and references were found.");
    }

    [Fact]
    public async Task Migrate_Twice_ChangesNothing()
    {
        await using var lab = await TempLab.CreateAsync();
        await using var db = lab.Db();
        var before = await Schema.ReadAsync(db);
        await lab.Get<LabDatabase>().MigrateAsync();
        await lab.Get<LabDatabase>().OpenAsync();
        Assert.Equal(before, await Schema.ReadAsync(db));
    }

    [Fact]
    public async Task Migrate_NewerDatabase_IsRefusedUntouched()
    {
        await using var lab = await TempLab.CreateAsync();
        await using (var db = lab.Db())
            await db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_FromTheFuture', '99.0.0')");
        foreach (var open in new Func<Task>[] { () => lab.Get<LabDatabase>().MigrateAsync(), () => lab.Get<LabDatabase>().OpenAsync() })
        {
            var error = await Assert.ThrowsAsync<LabDataException>(open);
            Assert.Contains("newer version", error.Message);
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    [Fact]
    public async Task Migrate_FolderThatCannotBeWritten_SaysSo()
    {
        await using var home = await TempLab.CreateAsync();
        var file = Path.Combine(home.Folder, "not-a-folder");
        await File.WriteAllTextAsync(file, "");
        await using var lab = TempLab.On(Path.Combine(file, "data"));
        var error = await Assert.ThrowsAsync<LabDataException>(() => lab.Get<LabDatabase>().MigrateAsync());
        Assert.Contains("cannot be written", error.Message);
    }

    [Fact]
    public async Task Open_NoDatabase_SaysSoAndMakesNone()
    {
        await using var lab = TempLab.On(Directory.CreateTempSubdirectory("labportal-").FullName);
        await Assert.ThrowsAsync<LabDataException>(() => lab.Get<LabDatabase>().OpenAsync());
        await using var db = lab.Db();
        Assert.False(await db.GetService<IRelationalDatabaseCreator>().ExistsAsync());
    }
}
