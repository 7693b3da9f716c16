namespace LabPortal.Data.Runs;

/// <summary>Everything a run needs to go on from a step; the file is in the artifact store under its hash.</summary>
public sealed record Checkpoint(Guid RunId, long Step, string ArtifactHash, long Bytes, DateTime At)
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
}
