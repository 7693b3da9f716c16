namespace LabPortal.Testing;

/// <summary>Real data that is no part of the product.</summary>
public static class SharedData
{
    /// <summary>The path of a file of <c>shared/data</c> in the folder above the checkout, or null.</summary>
    public static string? Find(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "LabPortal.sln")))
                return Path.Combine(folder.Parent!.FullName, "shared", "data", file) is var path && File.Exists(path) ? path : null;
        return null;
    }
}
