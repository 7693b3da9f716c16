namespace LabPortal.Data.Runs;

/// <summary>Everything a run needs to go on from a step; the file is in the artifact store under its hash.</summary>
public sealed record Checkpoint(Guid RunId, long Step, string ArtifactHash, long Bytes, DateTime At)
{
    /// <summary>What the run's headline metric stood at; null where it had none yet.</summary>
    public double? Score { get; init; }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
}
