using System.Text.RegularExpressions;

namespace LabPortal.Source.Tests;

public sealed partial class PackageVersionTests
{
    [Fact]
    public void PackageVersions_InTheCentralFile_ArePinned()
    {
        var versions = Repository.Items(Path.Combine(Repository.Root, "src", "Directory.Packages.props"), "PackageVersion").ToList();
        Assert.NotEmpty(versions);
        Assert.Empty(versions.Where(item => !Exact().IsMatch(item.Attribute("Version")?.Value ?? "")).Select(item => item.ToString()));
    }

    [Fact]
    public void PackageReferences_InProjects_LeaveTheVersionToTheCentralFile()
    {
        var own = Repository.SourceFiles("*.csproj", "src", "tests")
            .SelectMany(file => Repository.Items(file, "PackageReference")
                .Where(item => item.Attribute("Version") is not null || item.Attribute("VersionOverride") is not null)
                // A version from a build property is TorchSharp's own package, in place of our binding.
                .Where(item => item.Attribute("VersionOverride")?.Value.StartsWith("$(", StringComparison.Ordinal) != true)
                .Select(item => $"{Repository.Name(file)}: {item}"));
        Assert.Empty(own);
    }

    [Fact]
    public void PackageDownloads_NameOneExactVersion()
    {
        var loose = Repository.SourceFiles("*.csproj", "src", "tests")
            .SelectMany(file => Repository.Items(file, "PackageDownload"))
            .Where(item => !Bracketed().IsMatch(item.Attribute("Version")?.Value ?? ""))
            .Select(item => item.ToString());
        Assert.Empty(loose);
    }

    [GeneratedRegex(@"^\d+(\.\d+){1,3}$")]
    private static partial Regex Exact();

    [GeneratedRegex(@"^\[(\d+(\.\d+){1,3}|\$\(\w+\))\]$")]
    private static partial Regex Bracketed();
}
