using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace LabPortal.Data.Backups;

/// <summary>
/// The shape of the lab's tables, by one name in both databases: that of the SQLite migration. PostgreSQL came later, and from its
/// first migration on every change is a migration of the same name in both; so they are paired from the last one back.
/// </summary>
internal static class LabSchema
{
    /// <summary>The schema after a migration of this database.</summary>
    public static string NameOf(LabDbContext db, string migration)
    {
        var own = db.Database.GetMigrations().ToList();
        return All[All.Count - own.Count + own.IndexOf(migration)];
    }

    /// <returns>This database's migration that makes the schema; null where it has none that old, or none that new.</returns>
    public static string? MigrationFor(LabDbContext db, string schema)
    {
        var own = db.Database.GetMigrations().ToList();
        var at = All.ToList().IndexOf(schema);
        return at >= 0 && at - (All.Count - own.Count) is >= 0 and var index ? own[index] : null;
    }

    /// <summary>Every schema that this version knows, oldest first.</summary>
    public static IReadOnlyList<string> All { get; } = Read();

    public static IReadOnlyList<LabTable> TablesAfter(LabDbContext db, string migration)
    {
        var assembly = db.GetService<IMigrationsAssembly>();
        IModel model = assembly.CreateMigration(assembly.Migrations[migration], db.Database.ProviderName!).TargetModel;
        return LabTable.Of(model);
    }

    private static List<string> Read()
    {
        using var db = LabDataServices.NewContext(new LabStorage(Path.GetTempPath()));
        return [.. db.Database.GetMigrations()];
    }
}
