namespace LabPortal.Web.Tests.Corpora;

/// <summary>What a lab's folder has of texts: whole ones and half ones.</summary>
internal static class Arrivals
{
    public static IReadOnlyList<string> In(string data) => Path.Combine(data, "artifacts") is var folder && Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).ToList()
        : [];
}
