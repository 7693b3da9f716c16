using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace LabPortal.Data.Postgres;

/// <summary>
/// Gives changed runs their stamps as the last thing before the commit, one transaction at a time: so stamps become visible in
/// their order, and those who write the records of different runs wait for each other no longer than a commit takes. Tells who listens.
/// </summary>
internal sealed class StampInterceptor : DbTransactionInterceptor
{
    public static readonly StampInterceptor Instance = new();

    // Each statement sees what was committed before it began: the greatest stamp is read under the lock.
    private static readonly string Sql = $"""
        SELECT pg_advisory_xact_lock({PostgresLock.Stamp});
        UPDATE "Runs" r SET "Stamp" = n.i + (SELECT coalesce(max("Stamp"), 0) FROM "Runs") FROM unnest($1) WITH ORDINALITY AS n(id, i) WHERE r."Id" = n.id;
        SELECT pg_notify('{PostgresSignal.Channel}', '');
        """;

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not LabDbContext { Unstamped: { Count: > 0 } runs }) return result;
        await using var batch = ((NpgsqlConnection)transaction.Connection!).CreateBatch();
        foreach (var statement in Sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var command = new NpgsqlBatchCommand(statement);
            if (statement.Contains("$1", StringComparison.Ordinal)) command.Parameters.Add(new() { Value = runs.ToArray() });
            batch.BatchCommands.Add(command);
        }

        batch.Transaction = (NpgsqlTransaction)transaction;
        await batch.ExecuteNonQueryAsync(cancellationToken);
        runs.Clear();
        return result;
    }
}
