namespace LabPortal.Data.Backups;

/// <summary>What a backup holds; its last entry, and its hash is the archive's comment.</summary>
/// <param name="Format">Of the file.</param>
/// <param name="Schema">The last migration of its tables (<see cref="LabSchema"/>).</param>
/// <param name="HasArtifacts">False where only the database was backed up, before a migration.</param>
internal sealed record BackupManifest(
    int Format, string Schema, DateTime At, string Database, bool HasArtifacts, IReadOnlyList<BackupTable> Tables, IReadOnlyList<BackupEntry> Entries)
{
    public const int CurrentFormat = 1;
    public const string EntryName = "manifest.json", CommentStart = "LabPortal backup, manifest ";

    /// <summary>Artifacts that the database refers to and that were missing or damaged when it was backed up.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}
