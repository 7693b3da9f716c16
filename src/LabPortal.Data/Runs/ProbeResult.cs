namespace LabPortal.Data.Runs;

/// <summary>A measurement of a failure mode at one step; the payload is the probe's own JSON.</summary>
public sealed record ProbeResult(Guid RunId, long Step, string Name, string Title, string Json)
{
    public long Id { get; private set; }
}
