using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;

namespace LabPortal.Data;

/// <summary>One context has the migrations of two databases: those of its own are those in the dialect's namespace.</summary>
#pragma warning disable EF1001 // the only way to tell apart two sets of one context; a test runs both
internal sealed class ProviderMigrations(
    ICurrentDbContext current, IDbContextOptions options, IMigrationsIdGenerator ids, IDiagnosticsLogger<DbLoggerCategory.Migrations> log)
    : MigrationsAssembly(current, options, ids, log)
{
    private readonly string _namespace = Dialect.Of(current.Context).MigrationsNamespace;
    private SortedList<string, TypeInfo>? _migrations;
    private ModelSnapshot? _snapshot;

    // Not a part of all: two that were made in the same second have one name.
    public override IReadOnlyDictionary<string, TypeInfo> Migrations => _migrations ??= new SortedList<string, TypeInfo>(
        Assembly.DefinedTypes.Where(type => type.Namespace == _namespace && type.IsSubclassOf(typeof(Migration)))
            .ToDictionary(type => type.GetCustomAttribute<MigrationAttribute>()!.Id), StringComparer.Ordinal);

    public override ModelSnapshot? ModelSnapshot => _snapshot ??= Assembly.DefinedTypes
        .Where(type => type.Namespace == _namespace && type.IsSubclassOf(typeof(ModelSnapshot)))
        .Select(type => (ModelSnapshot?)Activator.CreateInstance(type)).SingleOrDefault();
}
#pragma warning restore EF1001
