namespace LabPortal.Data.Corpora;

/// <summary>What a text does not say of itself.</summary>
/// <param name="By">Who adds it.</param>
/// <param name="Source">Where it comes from: a file's name, a path on the server, an address.</param>
public sealed record NewCorpus(string Name, string By, string Source);
