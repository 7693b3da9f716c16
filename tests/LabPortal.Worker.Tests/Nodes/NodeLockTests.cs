using LabPortal.Worker.Nodes;

namespace LabPortal.Worker.Tests.Nodes;

public sealed class NodeLockTests
{
    [Fact]
    public async Task NodeLock_HeldByAnother_IsRefused_AndFreeAfterwards()
    {
        using var folder = new TempFolder();
        var first = await NodeLock.TakeAsync(folder.Path, TimeSpan.Zero, CancellationToken.None);
        Assert.NotNull(first);
        Assert.Null(await NodeLock.TakeAsync(folder.Path, TimeSpan.Zero, CancellationToken.None));
        first.Dispose();
        using var second = await NodeLock.TakeAsync(folder.Path, TimeSpan.Zero, CancellationToken.None);
        Assert.NotNull(second);
    }
}
