using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

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
        var schema = await SchemaAsync(lab);
        Assert.Equal(await SchemaAsync(created), schema);
        Assert.Contains("Samples.Correct INTEGER notnull=0 key=0 default=", schema);
        Assert.True(schema.Count > 150, $"Only {schema.Count} columns, indexes and references were found.");
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
    public async Task Migrate_OlderDatabase_KeepsItsRowsAndACopyOfTheFile()
    {
        await using var lab = TempLab.On(Directory.CreateTempSubdirectory("labportal-").FullName);
        await using var db = lab.Db();
        var migrations = db.Database.GetMigrations().ToList();
        await db.GetService<IMigrator>().MigrateAsync(migrations[0]);
        await db.Database.ExecuteSqlRawAsync("INSERT INTO WorkerNodes VALUES ('a', 'cpu=1', 'cpu', '2026-01-01', '2026-01-01', '1', 1, 1)");
        var pending = await Assert.ThrowsAsync<LabDataException>(() => lab.Get<LabDatabase>().OpenAsync());
        Assert.Contains("older version", pending.Message);

        await lab.Get<LabDatabase>().MigrateAsync();

        Assert.Equal(["a"], await db.WorkerNodes.Select(n => n.Name).ToListAsync());
        var copy = $"{lab.DatabasePath}.before-{migrations[1]}";
        Assert.Equal([copy], Directory.GetFiles(lab.Folder, "*.before-*"));
        await using var connection = new SqliteConnection($"Data Source={copy};Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Name FROM WorkerNodes";
        Assert.Equal("a", await command.ExecuteScalarAsync());
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

    [Theory]
    [InlineData("Experiments", true)]
    [InlineData("MetricChunks", false)]
    public async Task Migrate_LargeDamagedFile_IsRefusedUnlessOnlyTheBulkIsDamaged(string table, bool refused)
    {
        await using var lab = await TempLab.CreateAsync();
        await lab.AddRunsAsync(1);
        await DamageAsync(lab, table);
        var database = new LabDatabase(lab.Get<LabStorage>(), lab.Contexts, lab.Get<Data.Queue.LabScheduler>(), lab.Get<Data.Artifacts.ArtifactStore>()) { CheckedWholeBytes = 0 };
        var error = await Record.ExceptionAsync(() => database.MigrateAsync());
        Assert.Equal(refused, error is LabDataException problem && problem.Message.Contains("is damaged"));
        Assert.True(database.IsPartlyChecked);
        Assert.Contains("is damaged", await database.CheckAsync());
    }

    [Fact]
    public async Task Migrate_SmallDamagedFile_IsRefusedWhole()
    {
        await using var lab = await TempLab.CreateAsync();
        await DamageAsync(lab, "MetricChunks");
        var error = await Assert.ThrowsAsync<LabDataException>(() => lab.Get<LabDatabase>().MigrateAsync());
        Assert.Contains("restore it from a backup", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task Migrate_LargeGoodFile_Opens()
    {
        await using var lab = await TempLab.CreateAsync();
        var database = new LabDatabase(lab.Get<LabStorage>(), lab.Contexts, lab.Get<Data.Queue.LabScheduler>(), lab.Get<Data.Artifacts.ArtifactStore>()) { CheckedWholeBytes = 0 };
        await database.MigrateAsync();
        Assert.Null(await database.CheckAsync());
    }

    [Fact]
    public async Task Open_NoDatabase_SaysSoAndMakesNone()
    {
        await using var lab = TempLab.On(Directory.CreateTempSubdirectory("labportal-").FullName);
        await Assert.ThrowsAsync<LabDataException>(() => lab.Get<LabDatabase>().OpenAsync());
        Assert.False(File.Exists(lab.DatabasePath));
    }

    // Overwrites the first page of a table, as a failing disk does.
    private static async Task DamageAsync(TempLab lab, string table)
    {
        await using (var connection = new SqliteConnection($"Data Source={lab.DatabasePath};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA wal_checkpoint(TRUNCATE); SELECT rootpage FROM sqlite_master WHERE name = '{table}'";
            await using var reader = await command.ExecuteReaderAsync();
            await reader.NextResultAsync();
            await reader.ReadAsync();
            var page = reader.GetInt64(0);
            await using var file = new FileStream(lab.DatabasePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.Position = (page - 1) * 4096;
            await file.WriteAsync(Enumerable.Repeat((byte)0xAB, 4096).ToArray());
        }

        SqliteConnection.ClearAllPools();
    }

    private static async Task<List<string>> SchemaAsync(TempLab lab)
    {
        await using var connection = new SqliteConnection($"Data Source={lab.DatabasePath}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        // Column order is left out: SQLite cannot change a column in place, and a rebuilt table has another one.
        command.CommandText = """
            WITH tables AS (SELECT name FROM sqlite_master
                WHERE type = 'table' AND name NOT LIKE '%EFMigrations%' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'QRTZ_%')
            SELECT t.name || '.' || c.name || ' ' || c.type || ' notnull=' || c."notnull" || ' key=' || c.pk || ' default=' || ifnull(c.dflt_value, '')
                FROM tables t, pragma_table_info(t.name) c
            UNION ALL SELECT t.name || ' index ' || i.name || ' unique=' || i."unique" || ' partial=' || i.partial || ' ' || c.seqno || c.name
                FROM tables t, pragma_index_list(t.name) i, pragma_index_info(i.name) c WHERE i.name NOT LIKE 'sqlite_%'
            UNION ALL SELECT t.name || ' refers by ' || f."from" || ' to ' || f."table" || '.' || f."to" || ' on delete ' || f.on_delete
                FROM tables t, pragma_foreign_key_list(t.name) f
            ORDER BY 1
            """;
        await using var reader = await command.ExecuteReaderAsync();
        var schema = new List<string>();
        while (await reader.ReadAsync()) schema.Add(reader.GetString(0));
        return schema;
    }
}
