namespace LabPortal.Data.Artifacts;

/// <summary>Content on its way into the store: complete and synced, but not under its name yet.</summary>
/// <param name="IsThere">Whether the store had the same content, whole, when this was staged.</param>
internal sealed record StagedFile(string Path, string Hash, long Bytes, bool IsThere) : IDisposable
{
    public void Dispose() => File.Delete(Path);
}
