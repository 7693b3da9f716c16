namespace LabPortal.Data.Artifacts;

/// <summary>A folder: the data folder's own, or one that several machines see. A file is there under its name only when it is whole: it
/// is written under another name in the same folder, synced, and renamed.</summary>
/// <param name="isShared">Whether other machines write here too.</param>
internal sealed class FolderPlace(string root, bool isShared) : IArtifactPlace
{
    // A lock of another machine may not be seen on this one.
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);
    private readonly Staging _staging = new(Path.Combine(root, "incoming"));

    public string Title => root;

    public string NewFile() => _staging.NewFile();

    public async Task<string?> FindAsync(string hash, bool verified, CancellationToken cancel)
    {
        var path = PathOf(hash);
        return File.Exists(path) && (!verified || await ContentHash.OfAsync(path, cancel) == hash) ? path : null;
    }

    public async Task<bool> SendAsync(StagedFile staged, CancellationToken cancel) => await FindAsync(staged.Hash, verified: true, cancel) is not null;

    public Task KeepAsync(StagedFile staged, CancellationToken cancel)
    {
        var path = PathOf(staged.Hash);
        if (staged.IsThere && File.Exists(path)) return Task.CompletedTask;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(staged.Path, path, overwrite: true);
        FolderSync.Sync(Path.GetDirectoryName(path)!);
        return Task.CompletedTask;
    }

    public Task<long> DropAsync(string hash, CancellationToken cancel)
    {
        var file = new FileInfo(PathOf(hash));
        var bytes = file.Exists ? file.Length : 0;
        if (file.Exists) file.Delete();
        return Task.FromResult(bytes);
    }

    public void Sweep() => Staging.Sweep(Path.Combine(root, "incoming"), isShared ? Abandoned : TimeSpan.Zero);

    public Task CheckAsync(CancellationToken cancel)
    {
        if (!isShared) return Task.CompletedTask;
        if (!Directory.Exists(root))
            throw new LabDataException($"The lab keeps its artifacts in {root}, which is not there on this machine: mount it under this path, or move them with ./lab artifacts PLACE.");
        try
        {
            FolderProbe.Write(root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LabDataException($"The folder of the lab's artifacts, {root}, cannot be written: {error.Message}", error);
        }

        return Task.CompletedTask;
    }

    public void Dispose() => _staging.Dispose();

    private string PathOf(string hash) => ContentHash.PathIn(root, hash);
}
