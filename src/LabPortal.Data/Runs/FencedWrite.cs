using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace LabPortal.Data.Runs;

/// <summary>A transaction that holds the write lock and has seen that the attempt still owns its run.</summary>
public sealed class FencedWrite : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;

    private FencedWrite(LabDbContext db, IDbContextTransaction transaction, Attempt attempt) =>
        (Db, _transaction, Attempt) = (db, transaction, attempt);

    internal LabDbContext Db { get; }
    internal Attempt Attempt { get; }
    internal Run Run => Attempt.Run!;
    internal Guid RunId => Attempt.RunId;

    /// <summary>Begins a write; null where the attempt ended or the run has moved on to another.</summary>
    internal static async Task<FencedWrite?> BeginAsync(
        IDbContextFactory<LabDbContext> contexts, AttemptLease lease, CancellationToken cancel)
    {
        var db = await contexts.CreateDbContextAsync(cancel);
        try
        {
            var transaction = await db.Database.BeginTransactionAsync(cancel);
            var attempt = await db.Attempts.Include(a => a.Run).SingleOrDefaultAsync(a => a.Id == lease.AttemptId, cancel);
            if (attempt is { EndedAt: null } && attempt.Fence == lease.Fence && attempt.Run!.Fence == lease.Fence)
                return new(db, transaction, attempt);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }

        await db.DisposeAsync();
        return null;
    }

    internal async Task CommitAsync(CancellationToken cancel)
    {
        await Db.SaveChangesAsync(cancel);
        await _transaction.CommitAsync(cancel);
    }

    public ValueTask DisposeAsync() => Db.DisposeAsync();
}
