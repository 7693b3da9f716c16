using System.Text.RegularExpressions;

namespace LabPortal.Source.Tests;

public sealed partial class PageRouteTests
{
    private static readonly string Pages = Path.Combine(Repository.Root, "src", "LabPortal.Web", "Pages");

    public static TheoryData<string, string> Routes
    {
        get
        {
            var routes = new TheoryData<string, string>();
            foreach (var file in Repository.SourceFiles("*.razor", "src/LabPortal.Web/Pages"))
                foreach (var match in File.ReadLines(file).Select(line => PageDirective().Match(line)).Where(match => match.Success))
                    routes.Add(Path.GetRelativePath(Pages, file), match.Groups["route"].Value);
            return routes;
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public void Page_Route_IsItsPath(string file, string route)
        => Assert.Equal(Expected(file), Parameter().Replace(route, "/{}"));

    [Fact]
    public void Pages_AreAllInTheirFolder()
    {
        var elsewhere = Repository.SourceFiles("*.razor", "src/LabPortal.Web")
            .Where(file => !file.StartsWith(Pages, StringComparison.Ordinal))
            .Where(file => File.ReadLines(file).Any(line => PageDirective().IsMatch(line)))
            .Select(Repository.Name);
        Assert.Empty(elsewhere);
    }

    // Folder and file in kebab-case; Index and Home are the folder itself, Details one thing of it; Errors only keeps them together.
    private static string Expected(string file) => "/" + string.Join('/', Path.ChangeExtension(file, null).Split('/')
        .Where(part => part is not ("Index" or "Home" or "Errors"))
        .Select(part => part == "Details" ? "{}" : Hump().Replace(part, "-").ToLowerInvariant()));

    [GeneratedRegex("""^@page "(?<route>[^"]*)" *$""")]
    private static partial Regex PageDirective();

    [GeneratedRegex(@"/\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Hump();
}
