using LabPortal.Training;

namespace LabPortal.Web.Shell;

/// <summary>The way from home to a page, told from its path.</summary>
public static class Crumbs
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["studies"] = "Studies", ["experiments"] = "Experiments", ["runs"] = "Runs", ["compare"] = "Compare", ["datasets"] = "Datasets", ["playground"] = "Playground",
        ["workers"] = "Workers and queue", ["account"] = "Account", ["admin"] = "Administration", ["users"] = "Users", ["storage"] = "Storage", ["trash"] = "Trash", ["new"] = "New", ["not-found"] = "Not found", ["forbidden"] = "Not yours", ["error"] = "Error",
    };

    public static IReadOnlyList<(string Url, string Label, bool Last)> Of(string path)
    {
        var parts = path.Split('?', '#')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
            return [(Urls.Home, "Home", true)];
        return parts.Select((part, i) => (
            Url: part == "admin" ? Urls.Users : "/" + string.Join('/', parts.Take(i + 1)),
            Label: Words.GetValueOrDefault(part) ?? Name(part, i > 0 ? parts[i - 1] : ""),
            Last: i == parts.Length - 1)).ToList();
    }

    private static string Name(string part, string parent) => parent switch
    {
        "runs" => $"Run {part}",
        "experiments" => "Experiment",
        "datasets" => "Text",
        "studies" when Catalog.Studies.Find(part) is { } study => study.Title,
        _ => Uri.UnescapeDataString(part),
    };
}
