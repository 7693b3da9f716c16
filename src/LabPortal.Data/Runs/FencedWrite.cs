using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace LabPortal.Data.Runs;

/// <summary>A transaction that nobody else may write the run in, and that has seen that the attempt still owns it.</summary>
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
    internal static Task<FencedWrite?> BeginAsync(IDbContextFactory<LabDbContext> contexts, AttemptLease lease, CancellationToken cancel) =>
        BeginAsync(contexts, lease, db => db.BeginWriteAsync(cancel), cancel);

    /// <summary>The same for what concerns this run alone and leaves its state as it is: attempts at other runs write beside it.</summary>
    internal static Task<FencedWrite?> BeginRecordsAsync(IDbContextFactory<LabDbContext> contexts, AttemptLease lease, CancellationToken cancel) =>
        BeginAsync(contexts, lease, db => db.BeginRecordsAsync(cancel), cancel);

    private static async Task<FencedWrite?> BeginAsync(
        IDbContextFactory<LabDbContext> contexts, AttemptLease lease, Func<LabDbContext, Task<IDbContextTransaction>> begin, CancellationToken cancel)
    {
        var db = await contexts.CreateDbContextAsync(cancel);
        try
        {
            var transaction = await begin(db);
            await db.LockRunsAsync([lease.RunId], cancel);
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
