namespace LabPortal.Source.Tests;

public sealed class ProjectArrowTests
{
    public static TheoryData<string, string[]> Arrows => new()
    {
        { "LabPortal.Torch", [] },
        { "LabPortal.Training", ["LabPortal.Torch"] },
        { "LabPortal.Data", [] },
        { "LabPortal.Worker", ["LabPortal.Data", "LabPortal.Training"] },
        { "LabPortal.Web", ["LabPortal.Data", "LabPortal.Training"] },
    };

    [Theory]
    [MemberData(nameof(Arrows))]
    public void Project_References_AreTheArrowsOfTheDesign(string project, string[] allowed)
    {
        var file = Path.Combine(Repository.Root, "src", project, project + ".csproj");
        var references = Repository.Items(file, "ProjectReference")
            .Where(item => item.Attribute("ReferenceOutputAssembly")?.Value != "false")
            .Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value));
        Assert.Equal(allowed, references.Order());
    }

    [Fact]
    public void Source_Projects_AreAllListedHere()
    {
        var projects = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"), "LabPortal.*")
            .Select(folder => Path.GetFileName(folder)!);
        Assert.Equal(Arrows.Select(arrow => (string)arrow[0]).Order(), projects.Order());
    }

    [Fact]
    public void Web_Sources_NeverNameTorchSharp()
    {
        var files = Repository.SourceFiles("*.cs", "src/LabPortal.Web")
            .Concat(Repository.SourceFiles("*.razor", "src/LabPortal.Web")).ToList();
        Assert.NotEmpty(files);
        Assert.Empty(files.Where(file => File.ReadAllText(file).Contains("TorchSharp")).Select(Repository.Name));
    }
}
