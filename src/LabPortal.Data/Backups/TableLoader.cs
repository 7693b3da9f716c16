using System.Data;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Backups;

/// <summary>Puts the rows of a backup into empty tables of the same shape, within a transaction of the caller's.</summary>
internal static class TableLoader
{
    /// <exception cref="LabDataException">A table is not what this schema has.</exception>
    public static async Task LoadAsync(LabDbContext db, BackupFile backup, Action<string> progress, CancellationToken cancel)
    {
        var migration = (await db.Database.GetAppliedMigrationsAsync(cancel)).Last();
        var wanted = LabSchema.TablesAfter(db, migration);
        if (wanted.Select(table => table.Name).Except(backup.Manifest.Tables.Select(table => table.Name)).FirstOrDefault() is { } lost)
            throw new LabDataException($"The backup has no table {lost}, although its schema {backup.Manifest.Schema} has: use another backup.");
        foreach (var table in wanted)
        {
            var source = backup.Manifest.Tables.Single(saved => saved.Name == table.Name);
            if (!source.Columns.Select(column => (column.Name, column.Kind)).SequenceEqual(table.Columns.Select(column => (column.Name, column.Kind))))
                throw new LabDataException($"The backup's table {table.Name} has other columns than its schema {backup.Manifest.Schema}: use another backup.");
            var (rows, greatest) = await LoadAsync(db, backup, table, source, cancel);
            if (rows != source.Rows) throw new LabDataException($"The backup's table {table.Name} has {rows} rows, and should have {source.Rows}: use another backup.");
            foreach (var column in table.Columns.Where(column => column.IsSerial)) await Dialect.Of(db).RenumberAsync(db, table.Name, column.Name, greatest + 1, cancel);
            if (rows > 0) progress($"{table.Name}: {rows} rows");
        }
    }

    // The greatest number that a row has which the database would have numbered.
    private static async Task<(long Rows, long Greatest)> LoadAsync(LabDbContext db, BackupFile backup, LabTable table, BackupTable source, CancellationToken cancel)
    {
        await using var command = table.Insert(db);
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType) = ($"@p{i}", Types[table.Columns[i].Kind]);
            command.Parameters.Add(parameter);
        }

        var dialect = Dialect.Of(db);
        var serial = table.Columns.ToList().FindIndex(column => column.IsSerial);
        var (rows, greatest) = (0L, 0L);
        await using var content = await backup.OpenAsync(source.Entry, cancel);
        await foreach (var values in RowLines.ReadAsync(content, table.Columns, cancel))
        {
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = values[i] is string text ? dialect.Storable(text) : values[i];
            if (serial >= 0) greatest = Math.Max(greatest, (long)values[serial]);
            if (rows++ == 0) await command.PrepareAsync(cancel);
            await command.ExecuteNonQueryAsync(cancel);
        }

        return (rows, greatest);
    }

    private static readonly Dictionary<ColumnKind, DbType> Types = new()
    {
        [ColumnKind.Text] = DbType.String, [ColumnKind.Integer] = DbType.Int64, [ColumnKind.Real] = DbType.Double, [ColumnKind.Flag] = DbType.Boolean,
        [ColumnKind.Bytes] = DbType.Binary, [ColumnKind.Time] = DbType.DateTime, [ColumnKind.Moment] = DbType.DateTimeOffset, [ColumnKind.Id] = DbType.Guid,
    };
}
