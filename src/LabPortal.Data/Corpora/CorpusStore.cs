using System.Collections.Concurrent;
using LabPortal.Data.Artifacts;
using LabPortal.Data.Experiments;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Corpora;

/// <summary>Texts to train on.</summary>
public sealed class CorpusStore(IDbContextFactory<LabDbContext> contexts, ArtifactStore artifacts, TimeProvider time)
{
    private const int LongestName = 200;
    private readonly ConcurrentDictionary<string, IReadOnlyList<SymbolCount>> _symbols = [];

    /// <summary>Keeps a text. One that is empty, too large, not UTF-8, another than asked for or there already is refused, and a
    /// broken-off upload leaves nothing.</summary>
    /// <param name="limit">The most bytes it may have.</param>
    /// <param name="sha256">What its content must have, in lower-case hex; null for anything.</param>
    public async Task<CorpusAdded> AddAsync(
        Stream content, NewCorpus corpus, long limit, string? sha256 = null, CancellationToken cancel = default)
    {
        var name = Plain(corpus.Name);
        if (NameProblem(name) is { } problem) return CorpusAdded.No("name", problem);
        try
        {
            using var staged = await artifacts.StageAsync(content, limit, cancel);
            if (sha256 is not null && staged.Hash != sha256)
                return CorpusAdded.No("sha256", $"The content has the SHA-256 {staged.Hash}, not {sha256}: check that the address is that of the file itself, and take the hash from its publisher.");
            if (staged.Bytes == 0) return CorpusAdded.No("text", $"{name} is empty: choose a file with text in it.");
            var (text, refusal) = await CorpusText.ReadAsync(staged.Path, cancel);
            if (text is null) return CorpusAdded.No("text", $"{name} {refusal}");
            return text.Characters == 0 ? CorpusAdded.No("text", $"{name} is empty: choose a file with text in it.") : await KeepAsync(staged, text, corpus with { Name = name }, cancel);
        }
        catch (ArtifactTooLargeException)
        {
            return TooLarge(name, limit);
        }
    }

    public static CorpusAdded TooLarge(string name, long limit) =>
        CorpusAdded.No("text", $"{name} is larger than the limit of {Size(limit)}: add a part of it, or have an administrator raise CorpusOptions:LimitMiB in appsettings.json.");

    public static CorpusAdded WasThere(Corpus corpus) => new(corpus, new CorpusRefusal("text", $"The lab has this text already, as {corpus.Name}: train on that one."));

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

    /// <summary>Its most frequent characters, most frequent first. Read from the text at the first call; empty where its file is gone or damaged.</summary>
    public async Task<IReadOnlyList<SymbolCount>> SymbolsAsync(string hash, CancellationToken cancel = default)
    {
        if (_symbols.TryGetValue(hash, out var known)) return known;
        if (await artifacts.FetchAsync(hash, cancel) is not { } file) return [];
        var (text, _) = await CorpusText.ReadAsync(file, cancel);
        return _symbols[hash] = text?.Top ?? [];
    }

    /// <summary>The experiments with an arm that trains on it.</summary>
    public async Task<IReadOnlyList<Experiment>> UsersAsync(string hash, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await Users(db, hash).ToListAsync(cancel);
    }

    /// <returns>Why it was not renamed; null when it was.</returns>
    public async Task<string?> RenameAsync(string hash, string name, CancellationToken cancel = default)
    {
        name = Plain(name);
        if (NameProblem(name) is { } problem) return problem;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var renamed = await db.Corpora.Where(c => c.Hash == hash).ExecuteUpdateAsync(set => set.SetProperty(c => c.Name, name), cancel);
        return renamed == 1 ? null : "The text is not in this lab any more: add it again.";
    }

    /// <summary>Deletes a text that no experiment refers to.</summary>
    public async Task<CorpusDeleted> DeleteAsync(string hash, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var users = await Users(db, hash).ToListAsync(cancel);
        if (users.Count > 0 || await db.Corpora.Where(c => c.Hash == hash).ExecuteDeleteAsync(cancel) == 0) return new(false, users);
        await artifacts.DropAsync(db, hash, cancel);
        await transaction.CommitAsync(cancel);
        return new(true, []);
    }

    private async Task<CorpusAdded> KeepAsync(StagedFile staged, CorpusText text, NewCorpus added, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        // Also when the row is there: its file may be damaged or gone.
        await artifacts.PlaceAsync(db, staged, "corpus", cancel);
        var there = await db.Corpora.SingleOrDefaultAsync(c => c.Hash == staged.Hash, cancel);
        var corpus = there ?? new(staged.Hash, added.Name, staged.Bytes, text.Characters, text.Symbols, text.Preview, time.GetUtcNow().UtcDateTime, added.By, added.Source);
        if (there is null) db.Corpora.Add(corpus);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        _symbols[corpus.Hash] = text.Top;
        return there is null ? new(corpus) : WasThere(corpus);
    }

    private static IQueryable<Experiment> Users(LabDbContext db, string hash) => db.Experiments.IgnoreQueryFilters().AsNoTracking()
        .Where(experiment => experiment.Arms.Any(arm => arm.SpecJson.Contains(hash))).OrderByDescending(experiment => experiment.CreatedAt);

    private static string Plain(string name) => new string(name.Where(letter => !char.IsControl(letter)).ToArray()).Trim();

    private static string? NameProblem(string name) => name.Length is 0 or > LongestName
        ? $"A name has 1 to {LongestName} characters: choose one by which people recognise the text."
        : null;

    private static string Size(long bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : $"{bytes} bytes";
}
