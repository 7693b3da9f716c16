using LabPortal.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace LabPortal.Data.Tests.Sqlite;

public sealed class SqliteFileTests
{
    [SqliteFact]
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

    [SqliteFact]
    public async Task Migrate_NotADatabase_SaysSoAndLeavesTheFile()
    {
        await using var lab = TempLab.On(Directory.CreateTempSubdirectory("labportal-").FullName);
        var text = string.Concat(Enumerable.Repeat("This is not a database. ", 400));
        await File.WriteAllTextAsync(lab.DatabasePath, text);
        var error = await Assert.ThrowsAsync<LabDataException>(() => lab.Get<LabDatabase>().MigrateAsync());
        Assert.Contains("lab.db", error.Message);
        Assert.Equal(text, await File.ReadAllTextAsync(lab.DatabasePath));
    }

    [SqliteTheory]
    [InlineData("Experiments", true)]
    [InlineData("MetricChunks", false)]
    public async Task Migrate_LargeDamagedFile_IsRefusedUnlessOnlyTheBulkIsDamaged(string table, bool refused)
    {
        await using var lab = await TempLab.CreateAsync();
        await lab.AddRunsAsync(1);
        await DamageAsync(lab, table);
        var database = new LabDatabase(lab.Get<LabStorage>(), lab.Contexts, lab.Get<Data.Queue.LabScheduler>(), lab.Get<Data.Artifacts.ArtifactStore>(), TimeProvider.System) { CheckedWholeBytes = 0 };
        var error = await Record.ExceptionAsync(() => database.MigrateAsync());
        Assert.Equal(refused, error is LabDataException problem && problem.Message.Contains("is damaged"));
        Assert.True(database.IsPartlyChecked);
        Assert.Contains("is damaged", await database.CheckAsync());
    }

    [SqliteFact]
    public async Task Migrate_SmallDamagedFile_IsRefusedWhole()
    {
        await using var lab = await TempLab.CreateAsync();
        await DamageAsync(lab, "MetricChunks");
        var error = await Assert.ThrowsAsync<LabDataException>(() => lab.Get<LabDatabase>().MigrateAsync());
        Assert.Contains("restore it from a backup", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [SqliteFact]
    public async Task Migrate_LargeGoodFile_Opens()
    {
        await using var lab = await TempLab.CreateAsync();
        var database = new LabDatabase(lab.Get<LabStorage>(), lab.Contexts, lab.Get<Data.Queue.LabScheduler>(), lab.Get<Data.Artifacts.ArtifactStore>(), TimeProvider.System) { CheckedWholeBytes = 0 };
        await database.MigrateAsync();
        Assert.Null(await database.CheckAsync());
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
}
