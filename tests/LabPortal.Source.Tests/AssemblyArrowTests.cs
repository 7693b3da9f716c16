using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace LabPortal.Source.Tests;

/// <summary>What the compiler really bound: a project file could reach further than it says.</summary>
public sealed class AssemblyArrowTests
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;

    [Theory]
    [InlineData("LabPortal.Torch", "LabPortal.Data LabPortal.Training LabPortal.Worker LabPortal.Web")]
    [InlineData("LabPortal.Training", "LabPortal.Data LabPortal.Worker LabPortal.Web")]
    [InlineData("LabPortal.Data", "LabPortal.Torch LabPortal.Training LabPortal.Worker LabPortal.Web")]
    [InlineData("LabPortal.Worker", "LabPortal.Torch TorchSharp LabPortal.Web")]
    [InlineData("LabPortal.Web", "LabPortal.Torch TorchSharp LabPortal.Worker")]
    public void Assembly_ReferencesNothingAgainstTheArrows(string project, string forbidden)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "..", "..", project, Configuration, project + ".dll");
        Assert.True(File.Exists(file), $"{project} is not built: build LabPortal.sln first.");
        Assert.Empty(References(file).Intersect(forbidden.Split(' ')));
    }

    private static List<string> References(string file)
    {
        using var stream = File.OpenRead(file);
        using var assembly = new PEReader(stream);
        var metadata = assembly.GetMetadataReader();
        return metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).ToList();
    }
}
