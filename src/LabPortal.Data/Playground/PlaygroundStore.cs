using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Playground;

/// <summary>Questions to checkpoints on their way from whoever asks to a worker, and the answers on their way back. They do not stay:
/// who has read an answer takes the question back.</summary>
public sealed class PlaygroundStore(IDbContextFactory<LabDbContext> contexts, TimeProvider time)
{
    // Whoever asked has long given up.
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(2);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<Guid> AskAsync(Guid run, long step, string question, string askedBy, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var request = new PlaygroundRequest(run, step, question, askedBy, Now);
        db.Add(request);
        await db.SaveChangesAsync(cancel);
        await Dialect.Of(db).TellAsync(db, Changes.Questions, cancel);
        return request.Id;
    }

    /// <summary>How many questions no worker has taken yet.</summary>
    public async Task<int> WaitingAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await Waiting(db).CountAsync(cancel);
    }

    public async Task<PlaygroundState> StateAsync(Guid request, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.PlaygroundRequests.Where(r => r.Id == request)
            .Select(r => new PlaygroundState(r.TakenAt != null, r.Answer)).SingleOrDefaultAsync(cancel) ?? new(false, null);
    }

    /// <summary>Takes a question back, answered or not.</summary>
    public async Task WithdrawAsync(Guid request)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.PlaygroundRequests.Where(r => r.Id == request).ExecuteDeleteAsync();
    }

    /// <summary>Takes the oldest question for a worker; null where none waits. Of two workers, one gets it.</summary>
    public async Task<Guid?> TakeAsync(string worker, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        while (await Waiting(db).OrderBy(r => r.AskedAt).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(cancel) is { } oldest)
        {
            var now = Now;
            var taken = await db.PlaygroundRequests.Where(r => r.Id == oldest && r.TakenAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.TakenAt, now).SetProperty(r => r.Worker, worker), cancel);
            if (taken == 1) return oldest;
        }

        return null;
    }

    /// <summary>What a question that was taken asks; null where it was taken back meanwhile.</summary>
    public async Task<PlaygroundTask?> OpenAsync(Guid request, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await (
            from asked in db.PlaygroundRequests
            where asked.Id == request
            join run in db.Runs on asked.RunId equals run.Id
            select new PlaygroundTask(
                run.Id, run.Number, run.Seed, run.Arm!.SpecJson, asked.Step,
                db.Checkpoints.Where(c => c.RunId == run.Id && c.Step == asked.Step).OrderByDescending(c => c.At).Select(c => c.ArtifactHash).FirstOrDefault(),
                asked.Question)).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Answers a question, unless it was answered or taken back.</summary>
    public async Task AnswerAsync(Guid request, string answer, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = Now;
        await db.PlaygroundRequests.Where(r => r.Id == request && r.AnsweredAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.AnsweredAt, now).SetProperty(r => r.Answer, answer), cancel);
    }

    /// <summary>Removes what nobody waits for any more: a portal that was killed takes nothing back.</summary>
    public async Task SweepAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var before = Now - Stale;
        await db.PlaygroundRequests.Where(r => r.AskedAt < before).ExecuteDeleteAsync(cancel);
    }

    private IQueryable<PlaygroundRequest> Waiting(LabDbContext db)
    {
        var since = Now - Stale;
        return db.PlaygroundRequests.Where(r => r.TakenAt == null && r.AskedAt >= since);
    }
}
