using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace LabPortal.Data.Postgres;

/// <summary>
/// Gives changed runs their stamps, one transaction at a time, so that stamps become visible in their order, and tells who listens. A
/// writer's transaction ends with it. What attempts record is committed first, so that their commits flush the disk together, and is
/// stamped in a short transaction that waits for no disk: all that a server's crash could take back is that a page hears of a change.
/// </summary>
internal sealed class StampInterceptor : DbTransactionInterceptor
{
    public static readonly StampInterceptor Instance = new();

    // Each statement sees what was committed before it began: the greatest stamp is read under the lock.
    private static readonly string[] Stamping =
    [
        $"SELECT pg_advisory_xact_lock({PostgresLock.Stamp})",
        """UPDATE "Runs" r SET "Stamp" = n.i + (SELECT coalesce(max("Stamp"), 0) FROM "Runs") FROM unnest($1) WITH ORDINALITY AS n(id, i) WHERE r."Id" = n.id""",
    ];

    private static readonly string[] StampingNow = [.. Stamping, PostgresSignal.Telling(Changes.States)];

    // Runs before the lock, as a writer has them, or the two could wait for each other.
    private static readonly string[] StampingLater =
    [
        "SELECT set_config('synchronous_commit', 'off', true)", """SELECT 1 FROM "Runs" WHERE "Id" = ANY ($1) ORDER BY "Id" FOR UPDATE""", .. Stamping,
        PostgresSignal.Telling(Changes.Records),
    ];

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is LabDbContext { IsOfRecords: false } db) await StampAsync(db, StampingNow, (NpgsqlTransaction)transaction, cancellationToken);
        return result;
    }

    public override async Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is LabDbContext { IsOfRecords: true } db) await StampAsync(db, StampingLater, null, cancellationToken);
    }

    private static async Task StampAsync(LabDbContext db, string[] statements, NpgsqlTransaction? transaction, CancellationToken cancel)
    {
        if (db.Unstamped.Count == 0) return;
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection(), transaction);
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement);
            if (statement.Contains("$1", StringComparison.Ordinal)) command.Parameters.Add(new() { Value = db.Unstamped.ToArray() });
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancel);
        db.Unstamped.Clear();
    }
}
