using System.Text.Json.Serialization;

namespace LabPortal.Data.Backups;

/// <param name="Sha256">Of its content, in lower-case hex.</param>
internal sealed record BackupEntry(string Name, long Bytes, string Sha256)
{
    public const string ArtifactFolder = "artifacts/", KeyFolder = "keys/";

    [JsonIgnore]
    public bool IsArtifact => Name.StartsWith(ArtifactFolder, StringComparison.Ordinal);

    [JsonIgnore]
    public bool IsKey => Name.StartsWith(KeyFolder, StringComparison.Ordinal);
}
