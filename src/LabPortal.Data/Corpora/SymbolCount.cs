namespace LabPortal.Data.Corpora;

/// <summary>How often a text has a character.</summary>
/// <param name="CodePoint">In Unicode.</param>
public sealed record SymbolCount(int CodePoint, long Count);
