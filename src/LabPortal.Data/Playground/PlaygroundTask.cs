namespace LabPortal.Data.Playground;

/// <summary>All that a worker needs to answer a question.</summary>
/// <param name="SpecJson">The run's.</param>
/// <param name="ArtifactHash">The checkpoint's; null where the run has none at this step.</param>
public sealed record PlaygroundTask(Guid RunId, int RunNumber, long Seed, string SpecJson, long Step, string? ArtifactHash, string Question);
