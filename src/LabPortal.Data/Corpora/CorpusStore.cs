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
        ArtifactStore.Part part;
        try
        {
            part = await artifacts.StageAsync(content, limit, cancel);
        }
        catch (ArtifactTooLargeException)
        {
            return new(null, $"{name} is larger than {Size(limit)}: split it or take a part of it.");
        }

        try
        {
            if (part.Bytes == 0) return new(null, $"{name} is empty.");
            var (text, refusal) = await CorpusText.ReadAsync(part.Path, cancel);
            return text is null ? new(null, $"{name} {refusal}") : new(await KeepAsync(part, text, name, by, cancel), null);
        }
        finally
        {
            File.Delete(part.Path);
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

    private async Task<Corpus> KeepAsync(ArtifactStore.Part part, CorpusText text, string name, string by, CancellationToken cancel)
    {
        await artifacts.KeepAsync(part, "corpus", cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var corpus = await db.Corpora.SingleOrDefaultAsync(c => c.Hash == part.Hash, cancel);
        if (corpus is not null) return corpus;
        corpus = new(part.Hash, name, part.Bytes, text.Characters, text.Symbols, text.Preview, time.GetUtcNow().UtcDateTime, by);
        db.Corpora.Add(corpus);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return corpus;
    }

    private static string Size(long bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : $"{bytes} bytes";
}
