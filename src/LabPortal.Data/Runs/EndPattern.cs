namespace LabPortal.Data.Runs;

/// <summary>A kind of end of an attempt, and whether the run is tried again after it.</summary>
/// <param name="Name">Kept with the attempt; never reused.</param>
/// <param name="Title">As a page says it.</param>
/// <param name="Words">One of them stands in the reason of a failed attempt.</param>
public sealed record EndPattern(string Name, string Title, bool IsRetried, params IReadOnlyList<string> Words);
