using System.Text.RegularExpressions;

namespace LabPortal.Source.Tests;

public sealed partial class TypeFileTests
{
    // The binding keeps TorchSharp's own nesting: one static class spread over files by subject.
    private static readonly string[] Exempt = ["src/LabPortal.Torch/", "migrations/"];

    public static IEnumerable<string> Files => Repository.SourceFiles("*.cs", "src", "tests")
        .Where(file => !Exempt.Any(folder => Repository.Name(file).StartsWith(folder, StringComparison.Ordinal)));

    [Fact]
    public void PublicType_IsAloneInTheFileOfItsName()
    {
        var wrong = Files
            .Select(file => (file, types: PublicTypes(file)))
            .Where(found => found.types.Count > 1 || found.types.Count == 1 && found.types[0] != FileTypeName(found.file))
            .Select(found => $"{Repository.Name(found.file)}: {string.Join(", ", found.types)}");
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("public sealed record Part(string Name);", "Part")]
    [InlineData("public static partial class Urls", "Urls")]
    [InlineData("public readonly record struct Point(int X)", "Point")]
    [InlineData("    public enum Nested { }", null)]
    public void PublicType_InALine_IsFound(string line, string? expected)
        => Assert.Equal(expected, PublicTypeAtStart().Match(line) is { Success: true } match ? match.Groups["name"].Value : null);

    private static List<string> PublicTypes(string file) => File.ReadLines(file)
        .Select(line => PublicTypeAtStart().Match(line))
        .Where(match => match.Success)
        .Select(match => match.Groups["name"].Value)
        .Distinct()
        .ToList();

    private static string FileTypeName(string file) => Path.GetFileName(file).Split('.')[0];

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|partial|readonly|unsafe|ref) )*(?:class|record struct|record class|record|struct|interface|enum|delegate \S+) (?<name>\w+)")]
    private static partial Regex PublicTypeAtStart();
}
