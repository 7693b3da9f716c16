namespace LabPortal.Data.Corpora;

/// <summary>Why a text was not added.</summary>
/// <param name="Field">What to change: <c>text</c>, <c>name</c>, <c>sha256</c>, <c>url</c>, <c>path</c>.</param>
/// <param name="Reason">One sentence that says what is wrong and what to do.</param>
public sealed record CorpusRefusal(string Field, string Reason);
