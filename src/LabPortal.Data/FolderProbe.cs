namespace LabPortal.Data;

/// <summary>Finds out whether a folder can be written by writing to it: rights alone do not tell of a full or read-only disk.</summary>
internal static class FolderProbe
{
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public static void Write(string folder)
    {
        var probe = Path.Combine(folder, $".write-{Guid.NewGuid():N}");
        File.WriteAllBytes(probe, []);
        File.Delete(probe);
    }
}
