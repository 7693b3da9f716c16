namespace LabPortal.Data.Artifacts;

/// <summary>Where the whole lab keeps its artifacts.</summary>
/// <param name="Place">A folder that every machine sees under this path, or <c>s3://bucket/prefix?endpoint=…&amp;region=…</c>; null for the
/// folder <c>artifacts</c> beside the database file.</param>
public sealed record ArtifactSettings(string? Place)
{
    public const string Key = "artifacts";

    public static readonly ArtifactSettings Default = new((string?)null);
}
