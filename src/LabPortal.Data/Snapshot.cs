using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace LabPortal.Data;

/// <summary>A transaction to read in: sees one state of the database and stands in no writer's way.</summary>
internal static class Snapshot
{
    public static async Task<IDbContextTransaction> BeginAsync(LabDbContext db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        // EF itself would begin with the write lock.
        var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        return (await db.Database.UseTransactionAsync(transaction, cancel))!;
    }
}
