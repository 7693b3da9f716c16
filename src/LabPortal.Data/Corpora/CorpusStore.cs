using LabPortal.Data.Artifacts;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Corpora;

/// <summary>Texts to train on.</summary>
public sealed class CorpusStore(IDbContextFactory<LabDbContext> contexts, ArtifactStore artifacts, TimeProvider time)
{
    public const long DefaultLimit = 1L << 30;

    /// <summary>Keeps a text. An empty, too large or not UTF-8 one is refused, and a broken-off upload leaves nothing. A text
    /// that is there already keeps its first name.</summary>
    public async Task<CorpusAdded> AddAsync(
        Stream content, string name, string by, long limit = DefaultLimit, CancellationToken cancel = default)
    {
        try
        {
            using var staged = await artifacts.StageAsync(content, limit, cancel);
            if (staged.Bytes == 0) return new(null, $"{name} is empty.");
            var (text, refusal) = await CorpusText.ReadAsync(staged.Path, cancel);
            return text is null ? new(null, $"{name} {refusal}") : new(await KeepAsync(staged, text, name, by, cancel), null);
        }
        catch (ArtifactTooLargeException)
        {
            return new(null, $"{name} is larger than {Size(limit)}: split it or take a part of it.");
        }
    }

    public async Task<IReadOnlyList<Corpus>> AllAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Corpora.AsNoTracking().OrderBy(c => c.Name).ThenBy(c => c.At).ToListAsync(cancel);
    }

    public async Task<Corpus?> FindAsync(string hash, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Corpora.AsNoTracking().SingleOrDefaultAsync(c => c.Hash == hash, cancel);
    }

    private async Task<Corpus> KeepAsync(StagedFile staged, CorpusText text, string name, string by, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await artifacts.PlaceAsync(db, staged, "corpus", cancel);
        var corpus = await db.Corpora.SingleOrDefaultAsync(c => c.Hash == staged.Hash, cancel);
        if (corpus is null)
        {
            corpus = new(staged.Hash, name, staged.Bytes, text.Characters, text.Symbols, text.Preview, time.GetUtcNow().UtcDateTime, by);
            db.Corpora.Add(corpus);
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return corpus;
    }

    private static string Size(long bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : $"{bytes} bytes";
}
