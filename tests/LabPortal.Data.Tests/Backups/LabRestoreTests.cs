using LabPortal.Data.Backups;
using LabPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Data.Tests.Backups;

public sealed class LabRestoreTests
{
    [Fact]
    public async Task Restore_FileIsCutAnywhere_IsRefusedInOneLineAndLeavesNothing()
    {
        await using var lab = await TempLab.CreateAsync();
        await SavedLab.FillAsync(lab);
        var whole = await File.ReadAllBytesAsync(await SavedLab.BackUpAsync(lab));
        var random = new Random(3);
        foreach (var length in new[] { 0, 1, whole.Length - 1, whole.Length - 30 }.Concat(Enumerable.Range(0, 16).Select(_ => random.Next(whole.Length))))
            await RefusedAsync(lab, whole[..length]);
    }

    [SqliteFact]
    public async Task Restore_BitIsFlippedAnywhere_IsRefusedOrChangesNothing()
    {
        await using var lab = await TempLab.CreateAsync();
        await SavedLab.FillAsync(lab);
        var whole = await File.ReadAllBytesAsync(await SavedLab.BackUpAsync(lab));
        await using var asMeant = await SavedLab.RestoreAsync(await WriteAsync(lab, whole));
        var wanted = await CountsAsync(asMeant);
        var random = new Random(4);
        var refused = 0;
        for (var i = 0; i < 60; i++)
        {
            var flipped = whole.ToArray();
            flipped[random.Next(whole.Length)] ^= (byte)(1 << random.Next(8));
            var folder = Directory.CreateTempSubdirectory("labportal-flipped-").FullName;
            await using var target = TempLab.On(folder);
            try
            {
                await target.Get<LabRestore>().RunAsync(await WriteAsync(lab, flipped), null, _ => { });
                // A date in the archive's own headers: the content is what its hashes say.
                Assert.Equal(wanted, await CountsAsync(target));
            }
            catch (LabDataException problem)
            {
                refused++;
                Assert.DoesNotContain('\n', problem.Message);
                Assert.Empty(Directory.GetFileSystemEntries(folder));
            }
        }

        Assert.True(refused > 30, $"Of 60 damaged files only {refused} were refused.");
    }

    [Theory]
    [InlineData("not a backup")]
    [InlineData("")]
    public async Task Restore_AnotherFile_IsRefused(string content)
    {
        await using var lab = await TempLab.CreateAsync();
        await RefusedAsync(lab, System.Text.Encoding.UTF8.GetBytes(content));
    }

    [Fact]
    public async Task Restore_NoSuchFile_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<LabDataException>(() => SavedLab.RestoreAsync("/no/such/file"));
        Assert.Contains("does not exist", refused.Message);
    }

    [Fact]
    public async Task Restore_BackupOfANewerVersion_IsRefused()
    {
        await using var lab = await TempLab.CreateAsync();
        var file = Path.Combine(lab.Folder, "newer");
        await using (var stream = File.Create(file))
        using (var archive = new BackupArchive(stream))
            await archive.CompleteAsync(entries => new(BackupManifest.CurrentFormat, "29990101000000_Later", DateTime.UtcNow, "sqlite", true, [], entries), default);
        var refused = await Assert.ThrowsAsync<LabDataException>(() => SavedLab.RestoreAsync(file));
        Assert.Contains("newer version", refused.Message);
    }

    [SqliteFact]
    public async Task Restore_FolderIsNotEmpty_IsRefusedAndItsFilesStay()
    {
        await using var lab = await TempLab.CreateAsync();
        var file = await SavedLab.BackUpAsync(lab);
        var refused = await Assert.ThrowsAsync<LabDataException>(() => lab.Get<LabRestore>().RunAsync(file, null, _ => { }));
        Assert.Contains("not empty", refused.Message);
        Assert.True(File.Exists(lab.DatabasePath));
    }

    [SqliteFact]
    public async Task Restore_WasKilled_NobodyUsesTheFolderUntilItIsRunAgain()
    {
        await using var lab = await TempLab.CreateAsync();
        var file = await SavedLab.BackUpAsync(lab);
        await using var target = await SavedLab.RestoreAsync(file);
        await File.WriteAllTextAsync(target.Get<LabStorage>().RestoreMark, "");
        var refused = await Assert.ThrowsAsync<LabDataException>(() => target.Get<LabDatabase>().MigrateAsync());
        Assert.Contains("broken off", refused.Message);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools(); // they went with the process
        await using var again = TempLab.View(target.Folder);
        await again.Get<LabRestore>().RunAsync(file, null, _ => { });
        await again.Get<LabDatabase>().MigrateAsync();
    }

    [Fact]
    public async Task Restore_BackupOfAnOlderSchema_ComesInTodaysShape()
    {
        var folder = Directory.CreateTempSubdirectory("labportal-older-");
        var older = new LabStorage(folder.FullName);
        await using (var db = LabDataServices.NewContext(older))
        {
            await db.GetService<IMigrator>().MigrateAsync("20261121112114_SamplesWithoutVerdict");
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "AspNetRoles" ("Id", "Name", "NormalizedName") VALUES ('1', 'judge', 'JUDGE')""");
        }

        var file = Path.Combine(folder.FullName, "older.labbackup");
        await BackupWriter.WriteTablesAsync(older, file, TimeProvider.System, default);
        await using var restored = await SavedLab.RestoreAsync(file);
        await using var today = restored.Db();
        Assert.Empty(await today.Database.GetPendingMigrationsAsync());
        Assert.Equal("judge", (await today.Roles.SingleAsync()).Name);
        Assert.DoesNotContain("restore-upgrade", Directory.GetDirectories(restored.Folder).Select(Path.GetFileName));
        folder.Delete(recursive: true);
    }

    [PostgresFact]
    public async Task Restore_FromPostgresIntoSqliteAndBack_KeepsEveryRow()
    {
        await using var lab = await TempLab.CreateAsync();
        var lease = await SavedLab.FillAsync(lab);
        await lab.Get<Data.Runs.Leases>().EndAsync(lease, Data.Runs.AttemptOutcome.Completed);
        var before = await SavedLab.RowsAsync(lab);
        var folder = Directory.CreateTempSubdirectory("labportal-file-");
        await using (var file = new ServiceCollection().AddLabData(Path.Combine(folder.FullName, "lab")).BuildServiceProvider())
        {
            await file.GetRequiredService<LabRestore>().RunAsync(await SavedLab.BackUpAsync(lab), null, _ => { });
            Same(before, await SavedLab.RowsAsync(file.GetRequiredService<IDbContextFactory<LabDbContext>>()));
            await file.GetRequiredService<BackupWriter>().WriteAsync(Path.Combine(folder.FullName, "again"), _ => { });
        }

        await using var back = await SavedLab.RestoreAsync(Path.Combine(folder.FullName, "again"));
        Same(before, await SavedLab.RowsAsync(back));
        await back.Get<LabDatabase>().MigrateAsync();
        // What the database numbers goes on behind what was restored.
        var next = await back.ClaimNewAsync();
        await back.Get<Data.Runs.AttemptWriter>().WriteAsync(next, new(1) { Logs = [new(next.RunId, next.AttemptId, DateTime.UtcNow, "info", "goes on")] });
        folder.Delete(recursive: true);

        static void Same(Dictionary<string, List<string>> wanted, Dictionary<string, List<string>> found)
        {
            foreach (var (table, rows) in wanted.Where(table => table.Key != "Settings")) Assert.Equal(rows, found[table]);
        }
    }

    [PostgresFact]
    public async Task Restore_DatabaseIsNotEmpty_IsRefusedAndItsRowsStay()
    {
        await using var lab = await TempLab.CreateAsync();
        await lab.AddRunsAsync(1);
        var file = await SavedLab.BackUpAsync(lab);
        var folder = Directory.CreateTempSubdirectory("labportal-same-");
        await using var same = new ServiceCollection().AddLabData(folder.FullName, TestDatabase.For(lab.Folder)).BuildServiceProvider();
        var refused = await Assert.ThrowsAsync<LabDataException>(() => same.GetRequiredService<LabRestore>().RunAsync(file, null, _ => { }));
        Assert.Contains("has rows", refused.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.FullName));
        Assert.Equal(1, await lab.Db().Runs.CountAsync());
        folder.Delete();
    }

    [Fact]
    public async Task Schema_OfBothDatabases_HasTheSameTables()
    {
        await using var sqlite = LabDataServices.NewContext(new LabStorage(Path.GetTempPath()));
        await using var postgres = LabDataServices.NewContext(new LabStorage(Path.GetTempPath(), "Host=nowhere;Database=none"));
        Assert.Equal(
            LabSchema.TablesAfter(sqlite, sqlite.Database.GetMigrations().Last()).SelectMany(Described),
            LabSchema.TablesAfter(postgres, postgres.Database.GetMigrations().Last()).SelectMany(Described));
        // Paired from the last one back; the first of PostgreSQL stands for all before it.
        Assert.Equal(postgres.Database.GetMigrations().Skip(1).Reverse().Select(NameOnly), sqlite.Database.GetMigrations().Reverse().Select(NameOnly).Take(postgres.Database.GetMigrations().Count() - 1));

        static IEnumerable<string> Described(LabTable table) => table.Columns.Select(column => $"{table.Name}.{column.Name} {column.Kind} {column.IsSerial}");
        static string NameOnly(string migration) => migration[(migration.IndexOf('_') + 1)..];
    }

    private static async Task RefusedAsync(TempLab lab, byte[] content)
    {
        var folder = Directory.CreateTempSubdirectory("labportal-refused-").FullName;
        await using var target = TempLab.On(folder);
        var refused = await Assert.ThrowsAsync<LabDataException>(async () => await target.Get<LabRestore>().RunAsync(await WriteAsync(lab, content), null, _ => { }));
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    private static async Task<string> WriteAsync(TempLab lab, byte[] content)
    {
        var file = Path.Combine(lab.Folder, $"{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(file, content);
        return file;
    }

    private static async Task<Dictionary<string, int>> CountsAsync(TempLab lab) =>
        (await SavedLab.RowsAsync(lab)).ToDictionary(table => table.Key, table => table.Value.Count);
}
