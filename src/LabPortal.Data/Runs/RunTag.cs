namespace LabPortal.Data.Runs;

/// <summary>A word that somebody put on a run.</summary>
public sealed record RunTag(Guid RunId, string Name);
