using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Data.Tests.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LabPortal.Data.Tests.Runs;

public sealed class LostRunWatchTests
{
    [Fact]
    public async Task Watch_WorkerWasKilled_QueuesItsRunForTheNext()
    {
        var time = new FakeTime();
        await using var lab = await TempLab.CreateAsync(services => services.AddSingleton<TimeProvider>(time));
        var lease = await lab.ClaimNewAsync();
        using var watch = new LostRunWatch(lab.Get<Leases>(), lab.Get<IRunQueue>(), time, NullLogger<LostRunWatch>.Instance);
        await watch.StartAsync(default);
        var executor = new RecordingExecutor();
        await using var next = await lab.WorkerAsync(executor, heard: new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc)); // alive by either clock
        await next.Get<LabScheduler>().StartAsync(new Dictionary<string, int> { ["cpu"] = 1 });

        var offered = executor.NextAsync();
        for (; !offered.IsCompleted; await Task.Delay(10)) time.Advance(TimeSpan.FromSeconds(1)); // the watch looks meanwhile
        Assert.Equal(lease.RunId, await offered);
        await watch.StopAsync(default);
    }
}
