using LabPortal.Data.Workers;
using LabPortal.Training.Running;
using LabPortal.Web.Launching;

namespace LabPortal.Web.Tests.Launching;

public sealed class FleetTests
{
    [Fact]
    public void Words_OneWorkerHere_NamesItAsSuch() =>
        Assert.Equal("this machine's worker (2 cpu slots, 4 cores)", Of((Environment.MachineName, "cpu=2", 4)).Words(DeviceKind.Cpu));

    [Fact]
    public void Words_OneWorkerElsewhere_CallsItByItsName() =>
        Assert.Equal("the worker tower (1 gpu slot, 8 cores)", Of(("tower", "cpu=2,gpu=1", 8)).Words(DeviceKind.Cuda));

    [Fact]
    public void Words_Several_CountTheirSlots() =>
        Assert.Equal("2 workers (5 cpu slots, 12 cores)", Of(("a", "cpu=2", 4), ("b", "cpu=3,gpu=1", 8)).Words(DeviceKind.Cpu));

    [Theory]
    [InlineData("cpu=2")]
    [InlineData("")]
    [InlineData("gpu")]
    public void Words_NoSlotOfTheKind_IsNobody(string slots) => Assert.Null(Of(("a", slots, 4)).Words(DeviceKind.Cuda));

    private static Fleet Of(params (string Name, string Slots, int Cores)[] workers) => new(workers.Select(one =>
    {
        var worker = new WorkerNode(one.Name);
        worker.Announce(one.Slots, "cpu", "1", one.Cores, 0, DateTime.UnixEpoch);
        return worker;
    }).ToList());
}
