using System.Text.RegularExpressions;

namespace LabPortal.Browser.Tests;

public sealed partial class PageListTests
{
    public static TheoryData<string> Routes => [.. Directory.EnumerateFiles(Path.Combine(PortalProcess.Root, "src", "LabPortal.Web", "Pages"), "*.razor", SearchOption.AllDirectories)
        .SelectMany(File.ReadLines).Select(line => PageDirective().Match(line)).Where(match => match.Success).Select(match => match.Groups["route"].Value)];

    [Theory]
    [MemberData(nameof(Routes))]
    public void RoutablePage_IsLookedAt(string route)
    {
        var pattern = $"^{Parameter().Replace(route, "[^/]+")}$";
        Assert.Contains(PageUnderTest.All, page => Regex.IsMatch(page.Path.Split('?')[0], pattern));
    }

    [Fact]
    public void Names_AreThoseOfOnePictureEach() => Assert.Equal(PageUnderTest.All.Count, PageUnderTest.All.Select(page => page.Name).Distinct().Count());

    [GeneratedRegex("""^@page "(?<route>[^"]*)" *$""")]
    private static partial Regex PageDirective();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
