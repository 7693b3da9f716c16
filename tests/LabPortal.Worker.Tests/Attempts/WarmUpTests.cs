using LabPortal.Training.Running;
using LabPortal.Training.Specs;
using LabPortal.Worker.Attempts;

namespace LabPortal.Worker.Tests.Attempts;

public sealed class WarmUpTests
{
    [Fact]
    public async Task WarmUp_BeforeARun_ChangesNoNumberOfIt()
    {
        // Dropout draws from libtorch's global generator, which the warm-up uses too.
        var spec = TinySpec.Run(30).Replace("\"width\": 16", "\"width\": 16, \"dropout\": 0.2");
        var before = Train(spec);
        using var folder = new TempFolder();
        await WarmUp.RunAsync(1, Path.Combine(folder.Path, "warm-up"), CancellationToken.None);
        Assert.Contains(before, metric => metric.Name == "train/loss");
        Assert.Equal(before, Train(spec));
    }

    [Fact]
    public async Task WarmUp_Over_LeavesNothing()
    {
        using var folder = new TempFolder();
        await WarmUp.RunAsync(1, Path.Combine(folder.Path, "warm-up"), CancellationToken.None);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task WarmUp_Stopped_EndsAndLeavesNothing()
    {
        using var folder = new TempFolder();
        await WarmUp.RunAsync(1, Path.Combine(folder.Path, "warm-up"), new CancellationToken(canceled: true)).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static List<(string Name, long Step, long Bits)> Train(string spec)
    {
        using var folder = new TempFolder();
        var sink = new RecordingSink();
        RunLoop.Execute(RunSpec.ParseRun(spec).Spec!, 1, new RunEnvironment(1, folder.Path, null, _ => null), sink, CancellationToken.None);
        return sink.Metrics;
    }
}
