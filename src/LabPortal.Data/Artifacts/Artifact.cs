namespace LabPortal.Data.Artifacts;

/// <summary>A file known by the SHA-256 of its content (lower-case hex).</summary>
public sealed record Artifact(string Hash, long Bytes, string Kind, DateTime At);
