using LabPortal.Worker.Attempts;

namespace LabPortal.Worker.Tests.Attempts;

public sealed class RehearsalTests
{
    [Fact]
    public async Task Run_WritesAllThatAnAttemptWrites_AndLeavesNothing()
    {
        var root = Directory.CreateTempSubdirectory("labportal-rehearsal-");
        await Rehearsal.RunAsync(Path.Combine(root.FullName, "scratch", "one"));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(root.FullName, "scratch")));
        root.Delete(recursive: true);
    }
}
