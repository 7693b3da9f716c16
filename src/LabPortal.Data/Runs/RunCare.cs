using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Runs;

/// <summary>What people do to many runs at once to keep a table in order: tags, and the archive. Each says which runs it changed, so
/// that it can be undone.</summary>
public sealed class RunCare(IDbContextFactory<LabDbContext> contexts, TimeProvider time)
{
    public const int MaxTagLength = 40;

    // One transaction holds the write lock for some milliseconds, whatever is chosen.
    private const int AtOnce = 500;

    /// <summary>A tag as it is kept: lower case, without the spaces around it; null where it cannot be one.</summary>
    public static string? TidyTag(string tag) =>
        tag.Trim().ToLowerInvariant() is { Length: > 0 and <= MaxTagLength } tidy && tidy.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ' ') ? tidy : null;

    public Task<IReadOnlyList<Guid>> TagAsync(IReadOnlyCollection<Guid> ids, string tag, CancellationToken cancel = default) => EachAsync(ids, async (db, some) =>
    {
        var runs = await db.Runs.Where(r => some.Contains(r.Id) && !r.Tags.Any(t => t.Name == tag)).ToListAsync(cancel);
        db.RunTags.AddRange(runs.Select(run => new RunTag(run.Id, tag)));
        return runs;
    }, cancel);

    public Task<IReadOnlyList<Guid>> UntagAsync(IReadOnlyCollection<Guid> ids, string tag, CancellationToken cancel = default) => EachAsync(ids, async (db, some) =>
    {
        var tags = await db.RunTags.Where(t => some.Contains(t.RunId) && t.Name == tag).ToListAsync(cancel);
        var tagged = tags.Select(t => t.RunId).ToList();
        var runs = await db.Runs.Where(r => tagged.Contains(r.Id)).ToListAsync(cancel);
        db.RunTags.RemoveRange(tags);
        return runs;
    }, cancel);

    public Task<IReadOnlyList<Guid>> ArchiveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel = default) => EachAsync(ids, async (db, some) =>
    {
        var runs = await db.Runs.Where(r => some.Contains(r.Id) && r.ArchivedAt == null).ToListAsync(cancel);
        runs.ForEach(run => run.Archive(time.GetUtcNow().UtcDateTime));
        return runs;
    }, cancel);

    public Task<IReadOnlyList<Guid>> RestoreAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel = default) => EachAsync(ids, async (db, some) =>
    {
        var runs = await db.Runs.Where(r => some.Contains(r.Id) && r.ArchivedAt != null).ToListAsync(cancel);
        runs.ForEach(run => run.Restore());
        return runs;
    }, cancel);

    private async Task<IReadOnlyList<Guid>> EachAsync(IReadOnlyCollection<Guid> ids, Func<LabDbContext, Guid[], Task<List<Run>>> change, CancellationToken cancel)
    {
        var changed = new List<Guid>();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        foreach (var some in ids.Chunk(AtOnce))
        {
            await using var transaction = await db.BeginWriteAsync(cancel);
            var runs = await change(db, some);
            // A new stamp, so that open pages hear of it: also where only its tags changed.
            runs.ForEach(run => db.Entry(run).Property(r => r.Stamp).IsModified = true);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            changed.AddRange(runs.Select(run => run.Id));
            db.ChangeTracker.Clear();
        }

        return changed;
    }
}
