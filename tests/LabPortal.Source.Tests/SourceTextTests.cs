using System.Text.RegularExpressions;

namespace LabPortal.Source.Tests;

public sealed partial class SourceTextTests
{
    private static readonly string[] Read = [".cs", ".razor", ".csproj", ".props", ".targets", ".js", ".css", ".cpp", ".h", ".txt", ".md", ".json", ".sh"];

    public static IEnumerable<string> Files => Repository.SourceFiles("*", "src", "tests", "wwwroot", "migrations")
        .Where(file => Read.Contains(Path.GetExtension(file)))
        .Where(file => !file.EndsWith("package-lock.json", StringComparison.Ordinal))
        .Where(file => Path.GetFileName(file) != nameof(SourceTextTests) + ".cs")
        .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
        .Append(Path.Combine(Repository.Root, "lab"));

    [Fact]
    public void Sources_HaveNothingLeftUnfinished()
        => Assert.Empty(LinesThat(line => Unfinished().IsMatch(line)));

    [Fact]
    public void Sources_NameNoFolderOfTheMachineTheyWereWrittenOn()
        => Assert.Empty(LinesThat(line => MachinePath().IsMatch(line)));

    private static List<string> LinesThat(Func<string, bool> found) => Files
        .SelectMany(file => File.ReadLines(file).Select((line, index) => (line, where: $"{Repository.Name(file)}:{index + 1}")))
        .Where(at => found(at.line))
        .Select(at => $"{at.where}: {at.line.Trim()}")
        .ToList();

    [GeneratedRegex(@"\b(TODO|FIXME|XXX)\b|throw new NotImplementedException\(\)|\bSkip *= *""")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"(?<![\w.~)$}])(/(work|home|Users|root)/|[A-Z]:\\Users)")]
    private static partial Regex MachinePath();
}
