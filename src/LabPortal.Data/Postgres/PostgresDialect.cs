using System.Data;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Quartz;

namespace LabPortal.Data.Postgres;

/// <summary>A server with many writers: they agree by locks on what SQLite has by its nature.</summary>
internal sealed class PostgresDialect : Dialect
{
    public static readonly PostgresDialect Instance = new();

    /// <summary>How soon nodes of a cluster notice that one of them is gone, and take up what it was to fire.</summary>
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(5);

    public override string MigrationsNamespace => "LabPortal.Data.Migrations.Postgres";

    public override void Configure(DbContextOptionsBuilder options, LabStorage storage) =>
        options.UseNpgsql(storage.ConnectionString).AddInterceptors(StampInterceptor.Instance);

    // Texts compare byte by byte, as in SQLite and in the program, whatever the server's language.
    public override void Complete(ModelBuilder model)
    {
        foreach (var text in model.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()).Where(property => property.ClrType == typeof(string) || property.GetProviderClrType() == typeof(string)))
            text.SetCollation("C");
    }

    public override async Task<IDbContextTransaction> BeginWriteAsync(LabDbContext db, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({PostgresLock.Writer})", cancel);
        return transaction;
    }

    public override Task<IDbContextTransaction> BeginRecordsAsync(LabDbContext db, CancellationToken cancel) => db.Database.BeginTransactionAsync(cancel);

    public override Task LockRunsAsync(LabDbContext db, Guid[] runs, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "Runs" WHERE "Id" = ANY ({runs}) ORDER BY "Id" FOR UPDATE""", cancel);

    public override Task<IDbContextTransaction> BeginReadAsync(LabDbContext db, CancellationToken cancel) =>
        db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

    public override Task StampAsync(LabDbContext db, IReadOnlyList<Run> changed, CancellationToken cancel)
    {
        db.Unstamped.UnionWith(changed.Select(run => run.Id));
        return Task.CompletedTask;
    }

    public override Task TellAsync(LabDbContext db, Changes of, CancellationToken cancel) =>
        db.Database.ExecuteSqlRawAsync(PostgresSignal.Telling(of), cancel);

    public override Task RenumberAsync(LabDbContext db, string table, string column, long next, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"SELECT setval(pg_get_serial_sequence({$"\"{table}\""}, {column}), {next}, false)", cancel);

    public override Task<long> BytesAsync(LabDbContext db, LabStorage storage, CancellationToken cancel) =>
        db.Database.SqlQuery<long>($"SELECT pg_database_size(current_database()) AS \"Value\"").SingleAsync(cancel);

    // A text cannot hold the character NUL here; a log that a crash wrote may.
    public override string Storable(string text) => text.Replace('\0', '\uFFFD');

    public override void Use(IPersistentStoreBuilder store, LabStorage storage)
    {
        store.UsePostgres(NpgsqlFactory.Instance, storage.ConnectionString);
        store.UseClustering(cluster => cluster.CheckinInterval = CheckIn);
    }

    // The first to take a lock would make its row. Of several that do so at once all but one fail, and Quartz tries again in the transaction that failed.
    public override async Task PrepareScheduleAsync(LabStorage storage, string scheduler, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(storage.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var insert = new NpgsqlCommand(
            "INSERT INTO QRTZ_LOCKS (SCHED_NAME, LOCK_NAME) VALUES ($1, 'TRIGGER_ACCESS'), ($1, 'STATE_ACCESS') ON CONFLICT DO NOTHING", connection);
        insert.Parameters.Add(new() { Value = scheduler });
        await insert.ExecuteNonQueryAsync(cancel);
    }
}
