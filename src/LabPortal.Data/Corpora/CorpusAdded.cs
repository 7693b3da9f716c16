namespace LabPortal.Data.Corpora;

/// <summary>The corpus, or everything that keeps it from being one; both where the lab had the same text before.</summary>
public sealed record CorpusAdded(Corpus? Corpus, params IReadOnlyList<CorpusRefusal> Refusals)
{
    public static CorpusAdded No(string field, string reason) => new(null, new CorpusRefusal(field, reason));

    public bool WasThere => Corpus is not null && Refusals.Count > 0;
}
