using LabPortal.Data.Experiments;

namespace LabPortal.Data.Corpora;

/// <summary>Whether a corpus is gone; otherwise there was none, or the experiments that refer to it.</summary>
public sealed record CorpusDeleted(bool IsGone, IReadOnlyList<Experiment> UsedBy);
