using System.Globalization;
using LabPortal.Data.Backups;
using LabPortal.Data.Corpora;
using LabPortal.Data.Metrics;
using LabPortal.Data.Runs;
using LabPortal.Data.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Tests.Backups;

/// <summary>A lab with something in its tables, and what is in them as text.</summary>
internal static class SavedLab
{
    public static async Task<AttemptLease> FillAsync(TempLab lab)
    {
        var lease = await lab.ClaimNewAsync();
        await lab.Get<AttemptWriter>().WriteAsync(lease, new(1)
        {
            Metrics = [.. Enumerable.Range(0, 700).Select(step => new MetricPoint("train/loss", step, step == 5 ? double.NaN : 1.0 / (step + 3), DateTime.UtcNow))],
            Logs = [new(lease.RunId, lease.AttemptId, DateTime.UtcNow, "info", "two\nlines, \"quotes\" and é ☃ 🂡"), new(lease.RunId, lease.AttemptId, DateTime.UtcNow, "info", "")],
            Probes = [new(lease.RunId, 3, "probe", "Probe", "{}")],
        });
        await CheckpointAsync(lab, lease, 10);
        await lab.Get<CorpusStore>().AddAsync(new MemoryStream("a text"u8.ToArray()), new("text", "me", "file"), 100);
        await using var db = lab.Db();
        db.Add(new IdentityRole(LabRoles.Administrator));
        db.Add(new LabUser { UserName = "ada", Email = "ada@example.org", PasswordHash = "hash", LockoutEnd = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), SecurityStamp = "s" });
        await db.SaveChangesAsync();
        Directory.CreateDirectory(Path.Combine(lab.Folder, "keys"));
        await File.WriteAllTextAsync(Path.Combine(lab.Folder, "keys", "key-1.xml"), "<key />");
        return lease;
    }

    public static async Task CheckpointAsync(TempLab lab, AttemptLease lease, long step)
    {
        var file = Path.Combine(lab.Folder, "checkpoint");
        await File.WriteAllTextAsync(file, $"weights {step}");
        await lab.Get<AttemptWriter>().KeepCheckpointAsync(lease, step, file);
        File.Delete(file);
    }

    public static async Task<string> BackUpAsync(TempLab lab, Action<string>? progress = null)
    {
        var file = Path.Combine(lab.Folder, $"{Guid.NewGuid():N}.labbackup");
        await lab.Get<BackupWriter>().WriteAsync(file, progress ?? (_ => { }));
        return file;
    }

    /// <summary>A lab made from a backup, in a folder of its own.</summary>
    public static async Task<TempLab> RestoreAsync(string file, string? place = null)
    {
        var lab = TempLab.On(Directory.CreateTempSubdirectory("labportal-restored-").FullName);
        await lab.Get<LabRestore>().RunAsync(file, place, _ => { });
        return lab;
    }

    /// <summary>Every row of every table, whatever the database.</summary>
    public static Task<Dictionary<string, List<string>>> RowsAsync(TempLab lab) => RowsAsync(lab.Contexts);

    public static async Task<Dictionary<string, List<string>>> RowsAsync(IDbContextFactory<LabDbContext> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var moment = await Dialect.Of(db).BeginReadAsync(db, default);
        var tables = new Dictionary<string, List<string>>();
        foreach (var table in LabSchema.TablesAfter(db, db.Database.GetMigrations().Last()))
        {
            await using var command = table.Select(db);
            await using var reader = await command.ExecuteReaderAsync();
            var rows = tables[table.Name] = [];
            while (await reader.ReadAsync())
                rows.Add(string.Join('|', table.Columns.Select((column, i) => reader.IsDBNull(i) ? "null" : Text(reader, i, column.Kind))));
            rows.Sort(StringComparer.Ordinal);
        }

        return tables;
    }

    private static string Text(System.Data.Common.DbDataReader reader, int i, ColumnKind kind) => kind switch
    {
        ColumnKind.Bytes => Convert.ToHexString(reader.GetFieldValue<byte[]>(i)),
        ColumnKind.Id => reader.GetGuid(i).ToString(),
        ColumnKind.Time => (reader.GetDateTime(i).Ticks / 10).ToString(CultureInfo.InvariantCulture), // microseconds: PostgreSQL keeps no more
        ColumnKind.Moment => (reader.GetFieldValue<DateTimeOffset>(i).UtcTicks / 10).ToString(CultureInfo.InvariantCulture),
        ColumnKind.Flag => reader.GetBoolean(i).ToString(),
        ColumnKind.Real => BitConverter.DoubleToInt64Bits(reader.GetDouble(i)).ToString(CultureInfo.InvariantCulture),
        ColumnKind.Integer => reader.GetInt64(i).ToString(CultureInfo.InvariantCulture),
        _ => reader.GetString(i),
    };
}
