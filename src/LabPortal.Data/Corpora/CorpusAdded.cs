namespace LabPortal.Data.Corpora;

/// <summary>The corpus, or in one sentence why there is none.</summary>
public sealed record CorpusAdded(Corpus? Corpus, string? Refusal);
