namespace LabPortal.Data.Playground;

/// <summary>How far a question has come.</summary>
/// <param name="Answer">JSON; null until there is one.</param>
public sealed record PlaygroundState(bool Taken, string? Answer);
