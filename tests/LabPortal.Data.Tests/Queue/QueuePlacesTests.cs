using LabPortal.Data.Queue;

namespace LabPortal.Data.Tests.Queue;

public sealed class QueuePlacesTests
{
    [Theory]
    [InlineData(3, QueueMove.Up, "1 3 2 4")]
    [InlineData(3, QueueMove.Top, "3 1 2 4")]
    [InlineData(2, QueueMove.Down, "1 3 2 4")]
    [InlineData(1, QueueMove.Up, "1 2 3 4")]
    [InlineData(4, QueueMove.Down, "1 2 3 4")]
    [InlineData(1, QueueMove.Top, "1 2 3 4")]
    public void Move_OwnRuns_ChangesTheirOrder(int number, QueueMove move, string order)
    {
        var runs = new PlanCase().Worker().Wait(1).Wait(2).Wait(3).Wait(4);
        Assert.Equal(order, After(runs, number, move));
    }

    [Fact]
    public void Move_EqualPlaces_AreToldApart() =>
        Assert.Equal("1 3 2", After(new PlanCase().Worker().Wait(1, place: 5).Wait(2, place: 5).Wait(3, place: 5), 3, QueueMove.Up));

    [Theory]
    [InlineData(2, QueueMove.Up, "2 1 3")]
    [InlineData(1, QueueMove.Down, "2 1 3")]
    public void Move_OverAnotherPriority_TakesIt(int number, QueueMove move, string order) =>
        Assert.Equal(order, After(new PlanCase().Worker().Wait(1, priority: 3).Wait(2).Wait(3), number, move));

    [Fact]
    public void Move_ToTheTop_PassesOtherPeopleToo() =>
        Assert.Equal("2 1 3", After(new PlanCase().Worker().Train(9).Wait(1, "bob", priority: 1).Wait(2).Wait(3), 2, QueueMove.Top));

    private static string After(PlanCase runs, int number, QueueMove move)
    {
        var waiting = runs.Plan.Select(planned => planned.Run).ToList();
        var changes = QueuePlaces.Move(waiting, PlanCase.Id(number), move).ToDictionary(change => change.Id);
        var moved = waiting.Select(run => changes.TryGetValue(run.Id, out var change) ? run with { Place = change.Place, Priority = change.Priority } : run).ToList();
        return string.Join(' ', QueuePlan.Of(runs.State with { Waiting = moved }, PlanCase.Now).Select(planned => planned.Run.Number));
    }
}
