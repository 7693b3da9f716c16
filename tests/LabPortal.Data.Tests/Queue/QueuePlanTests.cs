using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Data.Workers;

namespace LabPortal.Data.Tests.Queue;

public sealed class QueuePlanTests
{
    [Fact]
    public void Order_Priorities_GoFirstThenPlacesThenNumbers() => Assert.Equal(
        "3 4 2 1 5", new PlanCase().Worker().Wait(1, place: 9).Wait(2, place: 8).Wait(3, priority: 2).Wait(4, priority: 1).Wait(5, place: 9).Order);

    [Fact]
    public void Order_TwoPeople_TakeTurns() => Assert.Equal(
        "1 4 2 5 3 6", new PlanCase().Worker(slots: "cpu=9").Wait(1).Wait(2).Wait(3).Wait(4, "bob").Wait(5, "bob").Wait(6, "bob").Order);

    [Fact]
    public void Order_WhoTrainsLess_GoesFirst() => Assert.Equal(
        "3 4 1 2", new PlanCase().Worker(slots: "cpu=9").Train(8).Train(9).Wait(1).Wait(2).Wait(3, "bob").Wait(4, "bob").Order);

    [Fact]
    public void Order_HeldRuns_TakeNoTurnFromTheirOwner()
    {
        var before = new RunBefore(7, RunState.Running);
        var plan = new PlanCase().Worker(slots: "cpu=9").Wait(1, after: before).Wait(2, after: before).Wait(3).Wait(4, "bob").Wait(5, "bob");
        Assert.Equal("1 2 3 4 5", plan.Order);
        Assert.Contains("run 7", plan.Held(1));
    }

    [Fact]
    public void Held_QueuePaused_SaysByWhom() => Assert.Equal(
        "The queue is paused by eve.", new PlanCase { Rules = new() { IsPaused = true, PausedBy = "eve" } }.Worker().Wait(1).Held(1));

    [Theory]
    [InlineData(RunState.Completed, null)]
    [InlineData(RunState.Running, "not completed yet")]
    [InlineData(RunState.Failed, "which failed")]
    [InlineData(RunState.Cancelled, "was cancelled")]
    [InlineData(RunState.Draft, "is a draft")]
    public void Held_StartsFromAnother_UntilThatHasCompleted(RunState before, string? held)
    {
        var reason = new PlanCase().Worker().Wait(1, after: new(7, before)).Held(1);
        if (held is null) Assert.Null(reason);
        else Assert.Contains(held, reason);
    }

    [Fact]
    public void Held_LimitPerPerson_CountsWhatTrainsAndWhatGoesBefore()
    {
        var plan = new PlanCase { Rules = new() { PerPerson = 2, PerPersonOf = new Dictionary<string, int> { ["bob"] = 0 } } }
            .Worker(slots: "cpu=9").Train(9).Wait(1).Wait(2).Wait(3, "bob").Wait(4, "eve");
        Assert.Equal([null, "ada trains no more than 2 at once.", "Runs of bob are not to begin now.", null], Enumerable.Range(1, 4).Select(plan.Held));
    }

    [Fact]
    public void Held_WindowClosed_SaysWhenItOpens()
    {
        var plan = new PlanCase { Rules = new() { Windows = [new("gpu", new(20, 0), new(7, 0), "UTC")] } }.Worker(slots: "cpu=1,gpu=1").Wait(1, slot: "gpu").Wait(2);
        Assert.Equal("gpu runs begin only between 20:00 and 07:00 (UTC): next at 2026-01-02 20:00 UTC.", plan.Held(1));
        Assert.Null(plan.Held(2));
    }

    [Fact]
    public void Held_NobodyOffersTheSlot_SaysSo()
    {
        Assert.Equal("No worker that is alive offers a gpu slot.", new PlanCase().Worker().Wait(1, slot: "gpu").Held(1));
        Assert.Equal("Every worker with a cpu slot is paused or drained.",
            new PlanCase().Worker("one", mode: WorkerMode.Paused).Worker("two", mode: WorkerMode.Draining).Wait(1).Held(1));
    }

    [Fact]
    public void Held_NeedsMoreMemoryThanAnyWorkerHas_UnlessThatIsIgnored()
    {
        Assert.Equal("It needs 40 GB of memory; the largest worker with a cpu slot has 16 GB.", new PlanCase().Worker().Wait(1, gigabytes: 40).Held(1));
        Assert.Null(new PlanCase { Rules = new() { IgnoresMemory = true } }.Worker().Wait(1, gigabytes: 40).Held(1));
        Assert.Contains("80 GB", new PlanCase().Worker(slots: "gpu=1", gpus: [new(0, "H100", 0, 0, 80 * PlanCase.Gigabyte)]).Wait(1, slot: "gpu", gigabytes: 100).Held(1));
    }

    [Fact]
    public void Held_MemoryTaken_KeepsItForTheRunThatWaitsFirst()
    {
        var plan = new PlanCase().Worker(slots: "cpu=4").Train(9, gigabytes: 6).Wait(1, gigabytes: 12).Wait(2, gigabytes: 4).Wait(3);
        Assert.Equal("It waits for 12 GB of memory: worker one has 10 GB left.", plan.Held(1));
        Assert.Contains("0 MB left", plan.Held(2));
        Assert.Null(plan.Held(3));
    }

    [Fact]
    public void Held_MachineBusyWithSomethingElse_GoesByWhatIsFree() =>
        Assert.Contains("2 GB left", new PlanCase().Worker(free: 2).Wait(1, gigabytes: 3).Held(1));

    [Fact]
    public void Held_NoSlotFree_IsNothingButItsTurn() => Assert.Null(new PlanCase().Worker(slots: "cpu=1").Train(9, gigabytes: 10).Wait(1, gigabytes: 12).Held(1));

    [Fact]
    public void Group_OnlyOneWorkerIsLargeEnough_IsItsOwn()
    {
        var plan = new PlanCase().Worker("one", gigabytes: 8).Worker("two", gigabytes: 64).Wait(1, gigabytes: 30).Wait(2, gigabytes: 1).Wait(3).Plan;
        Assert.Equal(["cpu@two", "cpu", "cpu"], plan.Select(planned => planned.Group));
    }

    [Fact]
    public void Head_LongQueue_IsShortAndWithoutHeldRuns()
    {
        var plan = new PlanCase { Rules = new() { PerPersonOf = new Dictionary<string, int> { ["bob"] = 0 } } }.Worker(slots: "cpu=2,gpu=1");
        for (var i = 1; i <= 200; i++) plan.Wait(i, i % 2 == 0 ? "bob" : "ada", slot: i % 20 == 1 ? "gpu" : "cpu");
        var head = QueuePlan.Head(plan.Plan, plan.State);
        Assert.Equal((12, 10), (head.Count(planned => planned.Group == "cpu"), head.Count(planned => planned.Group == "gpu")));
        Assert.Equal(head.Select(planned => planned.Run.Number).Order(), head.Select(planned => planned.Run.Number));
        Assert.DoesNotContain(head, planned => planned.Run.Owner == "bob");
    }

    [Fact]
    public void Refusal_AtAWorker_LooksAtItsModeSlotsAndMemory()
    {
        var plan = new PlanCase().Worker("one", "cpu=1").Worker("two", mode: WorkerMode.Draining).Worker("three", gigabytes: 2).Train(9).Wait(1, gigabytes: 4);
        var run = plan.State.Waiting[0];
        Assert.Equal(
            ["Worker one has no cpu slot free.", "Worker two takes no runs now.", "Worker three has not 4 GB of memory left.", null],
            new[] { "one", "two", "three", "unknown" }.Select(worker => QueuePlan.Refusal(plan.State, run, worker, PlanCase.Now)));
    }

    [Fact]
    public void DeviceFor_GpuRun_IsTheOneThatTrainsLeast()
    {
        var plan = new PlanCase().Worker(slots: "cpu=1,gpu=0+2+2").Train(8, slot: "gpu", device: 0).Train(9, slot: "gpu", device: 2).Wait(1, slot: "gpu").Wait(2);
        Assert.Equal((2, null), (QueuePlan.DeviceFor(plan.State, plan.State.Waiting[0], "one"), QueuePlan.DeviceFor(plan.State, plan.State.Waiting[1], "one")));
    }
}
