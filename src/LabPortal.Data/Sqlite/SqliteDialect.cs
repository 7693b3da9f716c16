using LabPortal.Data.Runs;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Quartz;

namespace LabPortal.Data.Sqlite;

/// <summary>One file with one writer at a time.</summary>
internal sealed class SqliteDialect : Dialect
{
    public static readonly SqliteDialect Instance = new();

    public override string MigrationsNamespace => "LabPortal.Data.Migrations.Sqlite";

    public override void Configure(DbContextOptionsBuilder options, LabStorage storage) =>
        options.UseSqlite(storage.ConnectionString).AddInterceptors(new PragmaInterceptor());

    public override void Complete(ModelBuilder model) { }

    // The driver begins with the write lock.
    public override Task<IDbContextTransaction> BeginWriteAsync(LabDbContext db, CancellationToken cancel) => db.Database.BeginTransactionAsync(cancel);

    public override Task<IDbContextTransaction> BeginRecordsAsync(LabDbContext db, CancellationToken cancel) => BeginWriteAsync(db, cancel);

    public override Task LockRunsAsync(LabDbContext db, Guid[] runs, CancellationToken cancel) => Task.CompletedTask;

    public override async Task<IDbContextTransaction> BeginReadAsync(LabDbContext db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        return (await db.Database.UseTransactionAsync(transaction, cancel))!;
    }

    // Taken under the write lock: no reader can see a higher one commit first.
    public override async Task StampAsync(LabDbContext db, IReadOnlyList<Run> changed, CancellationToken cancel)
    {
        var stamp = await db.Runs.IgnoreQueryFilters().MaxAsync(r => (long?)r.Stamp, cancel) ?? 0;
        foreach (var run in changed) run.Stamp = ++stamp;
    }

    // It does so without being told.
    public override Task RenumberAsync(LabDbContext db, string table, string column, long next, CancellationToken cancel) => Task.CompletedTask;

    public override Task<long> BytesAsync(LabDbContext db, LabStorage storage, CancellationToken cancel) =>
        Task.FromResult(new[] { "", "-wal" }.Select(end => new FileInfo(storage.DatabasePath + end)).Sum(file => file.Exists ? file.Length : 0));

    public override void Use(IPersistentStoreBuilder store, LabStorage storage) => store.UseSqlite(SqliteConnectionFactory.Instance, storage.ConnectionString);
}
