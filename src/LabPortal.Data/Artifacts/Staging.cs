namespace LabPortal.Data.Artifacts;

/// <summary>
/// Where one process writes what is not whole yet. Its lock goes with the process, however that ends, and so tells what a killed
/// one left from what another is still writing.
/// </summary>
internal sealed class Staging(string root) : IDisposable
{
    private const string LockEnding = ".lock";
    private readonly Lock _gate = new();
    private readonly string _folder = Path.Combine(root, Guid.NewGuid().ToString("N"));
    private FileStream? _lock;

    /// <summary>A path for a new file.</summary>
    public string NewFile()
    {
        lock (_gate)
        {
            Directory.CreateDirectory(root);
            _lock ??= Take(_folder + LockEnding, FileMode.CreateNew);
            Directory.CreateDirectory(_folder);
        }

        return Path.Combine(_folder, Guid.NewGuid().ToString("N"));
    }

    /// <summary>Deletes what processes left that are gone.</summary>
    /// <param name="age">What was written since is left alone, also where no lock is seen.</param>
    public static void Sweep(string root, TimeSpan age)
    {
        if (!Directory.Exists(root)) return;
        var before = DateTime.UtcNow - age;
        foreach (var folder in Directory.EnumerateDirectories(root).Where(folder => !File.Exists(folder + LockEnding) && Directory.GetLastWriteTimeUtc(folder) <= before))
            Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.EnumerateFiles(root).Where(file => File.GetLastWriteTimeUtc(file) <= before))
        {
            try
            {
                using var held = Take(file, FileMode.Open);
                if (file.EndsWith(LockEnding, StringComparison.Ordinal) && file[..^LockEnding.Length] is var folder && Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
                File.Delete(file);
            }
            catch (IOException)
            {
                // Its process lives.
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_lock is null) return;
            if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
            File.Delete(_folder + LockEnding);
            _lock.Dispose();
            _lock = null;
        }
    }

    private static FileStream Take(string file, FileMode mode) => new(file, mode, FileAccess.ReadWrite, FileShare.None);
}
