using LabPortal.Data.Queue;
using LabPortal.Data.Workers;

namespace LabPortal.Data.Tests.Queue;

public sealed class QueueForecastTests
{
    [Fact]
    public void Of_TwoSlots_FollowsWhatGetsFreeFirst()
    {
        var runs = new PlanCase().Worker(slots: "cpu=2").Train(9).Wait(1).Wait(2).Wait(3);
        Assert.Equal([(1, 0), (2, 100), (3, 100)], Starts(runs, 100));
    }

    [Fact]
    public void Of_LengthUnknown_SaysNothingOfWhatComesAfter()
    {
        var runs = new PlanCase().Worker(slots: "cpu=1").Wait(1).Wait(2);
        Assert.Equal([(1, 0)], Starts(runs, null));
    }

    [Fact]
    public void Of_HeldRunsAndPausedWorkers_HaveNoTurn()
    {
        var runs = new PlanCase { Rules = new() { PerPerson = 1 } }.Worker(slots: "cpu=1").Worker("two", "cpu=8", mode: WorkerMode.Paused).Wait(1).Wait(2).Wait(3, "bob");
        Assert.Equal([(1, 0), (3, 60)], Starts(runs, 60));
    }

    private static IEnumerable<(int Number, int Seconds)> Starts(PlanCase runs, double? each)
    {
        var starts = QueueForecast.Of(runs.Plan, runs.State, _ => each);
        return runs.Plan.Where(planned => starts.ContainsKey(planned.Run.Id)).Select(planned => (planned.Run.Number, (int)starts[planned.Run.Id].TotalSeconds)).Order();
    }
}
