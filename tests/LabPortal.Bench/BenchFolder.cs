namespace LabPortal.Bench;

internal sealed class BenchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lab-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
