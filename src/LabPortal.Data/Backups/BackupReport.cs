namespace LabPortal.Data.Backups;

/// <summary>What was backed up or restored.</summary>
/// <param name="Bytes">Of the backup's file.</param>
/// <param name="Missing">Artifacts that the database refers to and that the backup has not, because the lab itself had lost them.</param>
public sealed record BackupReport(long Rows, int Artifacts, long ArtifactBytes, long Bytes, IReadOnlyList<string> Missing)
{
    internal static BackupReport Of(BackupManifest manifest, string file)
    {
        var artifacts = manifest.Entries.Where(entry => entry.IsArtifact).ToList();
        return new(manifest.Tables.Sum(table => table.Rows), artifacts.Count, artifacts.Sum(entry => entry.Bytes), new FileInfo(file).Length, manifest.Missing);
    }
}
