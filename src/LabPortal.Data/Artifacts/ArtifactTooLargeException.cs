namespace LabPortal.Data.Artifacts;

public sealed class ArtifactTooLargeException(long limit) : Exception($"The file is larger than {limit} bytes.")
{
    public long Limit => limit;
}
