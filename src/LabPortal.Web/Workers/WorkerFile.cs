namespace LabPortal.Web.Workers;

/// <summary>Finds the worker's executable: as told, beside the portal's (a publish), or in the sibling folder of a build.</summary>
public static class WorkerFile
{
    public static string? Find(PortalOptions options) => options.WorkerFile is { } told
        ? File.Exists(told) ? Path.GetFullPath(told) : null
        : Places(Path.TrimEndingDirectorySeparator(options.Root)).FirstOrDefault(File.Exists);

    private static IEnumerable<string> Places(string root)
    {
        var name = OperatingSystem.IsWindows() ? "LabPortal.Worker.exe" : "LabPortal.Worker";
        yield return Path.Combine(root, name);
        yield return Path.Combine(root, "worker", name);
        yield return Path.Combine(root, "..", "..", "LabPortal.Worker", Path.GetFileName(root), name);
    }
}
