using LabPortal.Data.Postgres;
using LabPortal.Data.Runs;
using LabPortal.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Quartz;

namespace LabPortal.Data;

/// <summary>What the lab's two databases do each in its own way.</summary>
internal abstract class Dialect
{
    public static Dialect Of(DbContext db) => db.Database.IsNpgsql() ? PostgresDialect.Instance : SqliteDialect.Instance;

    public static Dialect Of(LabStorage storage) => storage.IsPostgres ? PostgresDialect.Instance : SqliteDialect.Instance;

    /// <summary>Where this database's migrations are; those of the other are in the same assembly.</summary>
    public abstract string MigrationsNamespace { get; }

    public abstract void Configure(DbContextOptionsBuilder options, LabStorage storage);

    /// <summary>What the model of this database has beside the common one.</summary>
    public abstract void Complete(ModelBuilder model);

    /// <summary>Begins a transaction of the lab's one writer.</summary>
    public abstract Task<IDbContextTransaction> BeginWriteAsync(LabDbContext db, CancellationToken cancel);

    /// <summary>Begins a transaction for the records of runs that it locks first.</summary>
    public abstract Task<IDbContextTransaction> BeginRecordsAsync(LabDbContext db, CancellationToken cancel);

    /// <summary>Keeps everybody else from writing these runs until the transaction ends.</summary>
    public abstract Task LockRunsAsync(LabDbContext db, Guid[] runs, CancellationToken cancel);

    /// <summary>Begins a transaction to read in: it sees one state of the database and stands in no writer's way.</summary>
    public abstract Task<IDbContextTransaction> BeginReadAsync(LabDbContext db, CancellationToken cancel);

    /// <summary>Sees to it that the changed runs get higher stamps than any that a reader can have seen.</summary>
    public abstract Task StampAsync(LabDbContext db, IReadOnlyList<Run> changed, CancellationToken cancel);

    /// <summary>Tells who listens of a change that is no run's.</summary>
    public virtual Task TellAsync(LabDbContext db, Changes of, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Has a column that the database numbers by itself go on from a number.</summary>
    public abstract Task RenumberAsync(LabDbContext db, string table, string column, long next, CancellationToken cancel);

    public abstract Task<long> BytesAsync(LabDbContext db, LabStorage storage, CancellationToken cancel);

    /// <summary>A text as this database takes it.</summary>
    public virtual string Storable(string text) => text;

    /// <summary>Has Quartz keep its schedule in this database.</summary>
    public abstract void Use(IPersistentStoreBuilder store, LabStorage storage);

    /// <summary>Gives Quartz's tables, which are there, what they need before many use them at once.</summary>
    public virtual Task PrepareScheduleAsync(LabStorage storage, string scheduler, CancellationToken cancel) => Task.CompletedTask;
}
