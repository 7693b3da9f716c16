namespace LabPortal.Data.Artifacts;

/// <summary>Copies, on this machine, of artifacts that lie elsewhere. Those used longest ago make room for new ones.</summary>
internal sealed class ArtifactCache(string root, long limit, TimeProvider time)
{
    // Whoever was given a path has opened the file by then.
    private static readonly TimeSpan InUse = TimeSpan.FromHours(1);

    /// <summary>The copy, checked against its name; null where there is none that is whole.</summary>
    public async Task<string?> FindAsync(string hash, CancellationToken cancel)
    {
        var path = PathOf(hash);
        try
        {
            if (!File.Exists(path)) return null;
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            if (await ContentHash.OfAsync(path, cancel) == hash) return path;
            File.Delete(path);
        }
        catch (FileNotFoundException)
        {
            // Another process has just made room.
        }

        return null;
    }

    /// <summary>Takes a whole file in.</summary>
    public string Adopt(string file, string hash)
    {
        var path = PathOf(hash);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(file, path, overwrite: true);
        File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
        MakeRoom();
        return path;
    }

    public void Forget(string hash) => File.Delete(Directory.Exists(root) ? PathOf(hash) : root);

    private void MakeRoom()
    {
        var files = new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories).OrderByDescending(file => file.LastWriteTimeUtc).ToList();
        var before = time.GetUtcNow().UtcDateTime - InUse;
        var kept = 0L;
        foreach (var file in files)
            if ((kept += file.Length) > limit && file.LastWriteTimeUtc < before) file.Delete();
    }

    private string PathOf(string hash) => ContentHash.PathIn(root, hash);
}
