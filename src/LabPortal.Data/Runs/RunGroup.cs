namespace LabPortal.Data.Runs;

/// <summary>Runs that have something in common.</summary>
/// <param name="Key">What they share, as a filter's value: an id, an option's value, or <see cref="RunFilter.None"/>.</param>
public sealed record RunGroup(string Key, int Count);
