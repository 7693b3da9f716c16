using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

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
        await using (var other = created.Db()) await other.Database.EnsureCreatedAsync();
        Assert.Equal(await SchemaAsync(created), await SchemaAsync(lab));
    }

    [Fact]
    public async Task Migrate_Twice_ChangesNothing()
    {
        await using var lab = await TempLab.CreateAsync();
        var before = await SchemaAsync(lab);
        await lab.Get<LabDatabase>().MigrateAsync();
        await lab.Get<LabDatabase>().OpenAsync();
        Assert.Equal(before, await SchemaAsync(lab));
    }

    [Fact]
    public async Task Migrate_NewerDatabase_IsRefusedUntouched()
    {
        await using var lab = await TempLab.CreateAsync();
        await using (var db = lab.Db())
            await db.Database.ExecuteSqlRawAsync("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_FromTheFuture', '99.0.0')");
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
    public async Task Migrate_NotADatabase_SaysSoAndLeavesTheFile()
    {
        await using var lab = TempLab.On(Directory.CreateTempSubdirectory("labportal-").FullName);
        var text = string.Concat(Enumerable.Repeat("This is not a database. ", 400));
        await File.WriteAllTextAsync(lab.DatabasePath, text);
        var error = await Assert.ThrowsAsync<LabDataException>(() => lab.Get<LabDatabase>().MigrateAsync());
        Assert.Contains("lab.db", error.Message);
        Assert.Equal(text, await File.ReadAllTextAsync(lab.DatabasePath));
    }

    [Fact]
    public async Task Open_NoDatabase_SaysSoAndMakesNone()
    {
        await using var lab = TempLab.On(Directory.CreateTempSubdirectory("labportal-").FullName);
        await Assert.ThrowsAsync<LabDataException>(() => lab.Get<LabDatabase>().OpenAsync());
        Assert.False(File.Exists(lab.DatabasePath));
    }

    private static async Task<List<string>> SchemaAsync(TempLab lab)
    {
        await using var connection = new SqliteConnection($"Data Source={lab.DatabasePath}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%EFMigrations%' AND name NOT LIKE 'sqlite_%' AND tbl_name NOT LIKE 'QRTZ_%' ORDER BY name";
        await using var reader = await command.ExecuteReaderAsync();
        var schema = new List<string>();
        while (await reader.ReadAsync()) schema.Add(reader.GetString(0));
        return schema;
    }
}
