namespace LabPortal.Data.Corpora;

/// <summary>A UTF-8 text to train on, known by its content's SHA-256.</summary>
/// <param name="Symbols">How many distinct characters (Unicode code points) it has.</param>
/// <param name="Preview">Its first characters.</param>
/// <param name="Source">Where it came from: a file's name, a path on the server, an address; null for those of older versions.</param>
public sealed record Corpus(
    string Hash, string Name, long Bytes, long Characters, int Symbols, string Preview, DateTime At, string By, string? Source);
