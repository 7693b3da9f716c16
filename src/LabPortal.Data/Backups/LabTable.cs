using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace LabPortal.Data.Backups;

/// <summary>A table of the lab as its migrations made it.</summary>
internal sealed record LabTable(string Name, IReadOnlyList<TableColumn> Columns)
{
    /// <summary>Every table of a model that a migration ends with (<c>Migration.TargetModel</c>), each behind those that it refers to.</summary>
    public static IReadOnlyList<LabTable> Of(IReadOnlyModel model)
    {
        var left = model.GetEntityTypes().Where(entity => entity.GetTableName() is not null).OrderBy(entity => entity.GetTableName(), StringComparer.Ordinal).ToList();
        var ordered = new List<LabTable>();
        while (left.Count > 0)
        {
            var next = left.FirstOrDefault(entity => !entity.GetForeignKeys().Any(key => key.PrincipalEntityType != entity && left.Contains(key.PrincipalEntityType)))
                ?? throw new InvalidOperationException($"The tables {string.Join(", ", left.Select(entity => entity.GetTableName()))} refer to each other in a circle.");
            left.Remove(next);
            ordered.Add(new(next.GetTableName()!, [.. next.GetProperties().Select(Column).OrderBy(column => column.Name, StringComparer.Ordinal)]));
        }

        return ordered;
    }

    /// <summary>A command that reads every row, in the transaction that the context is in.</summary>
    public DbCommand Select(LabDbContext db)
    {
        var quote = db.GetService<ISqlGenerationHelper>();
        return Command(db, $"SELECT {Names(quote)} FROM {quote.DelimitIdentifier(Name)}");
    }

    /// <summary>A command that adds a row: a parameter for each column.</summary>
    public DbCommand Insert(LabDbContext db)
    {
        var quote = db.GetService<ISqlGenerationHelper>();
        return Command(db, $"INSERT INTO {quote.DelimitIdentifier(Name)} ({Names(quote)}) VALUES ({string.Join(", ", Columns.Select((_, i) => $"@p{i}"))})");
    }

    public async Task<bool> IsEmptyAsync(LabDbContext db, CancellationToken cancel)
    {
        await using var command = Select(db);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, cancel);
        return !await reader.ReadAsync(cancel);
    }

    private string Names(ISqlGenerationHelper quote) => string.Join(", ", Columns.Select(column => quote.DelimitIdentifier(column.Name)));

    private static DbCommand Command(LabDbContext db, string text)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        (command.CommandText, command.CommandTimeout) = (text, 0);
        return command;
    }

    private static TableColumn Column(IReadOnlyProperty property) => new(
        property.GetColumnName(), Kind(property), property.ValueGenerated == ValueGenerated.OnAdd && property.ClrType != typeof(Guid) && property.ClrType != typeof(string));

    private static ColumnKind Kind(IReadOnlyProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return Kinds.TryGetValue(type, out var kind) ? kind
            : throw new NotSupportedException($"{property.DeclaringType.DisplayName()}.{property.Name} is a {type.Name}, which a backup does not know.");
    }

    private static readonly Dictionary<Type, ColumnKind> Kinds = new()
    {
        [typeof(string)] = ColumnKind.Text, [typeof(int)] = ColumnKind.Integer, [typeof(long)] = ColumnKind.Integer, [typeof(double)] = ColumnKind.Real,
        [typeof(bool)] = ColumnKind.Flag, [typeof(byte[])] = ColumnKind.Bytes, [typeof(DateTime)] = ColumnKind.Time,
        [typeof(DateTimeOffset)] = ColumnKind.Moment, [typeof(Guid)] = ColumnKind.Id,
    };
}
