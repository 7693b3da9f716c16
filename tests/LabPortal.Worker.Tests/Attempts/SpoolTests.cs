using LabPortal.Data.Metrics;
using LabPortal.Data.Runs;
using LabPortal.Worker.Attempts;

namespace LabPortal.Worker.Tests.Attempts;

public sealed class SpoolTests : IDisposable
{
    private static readonly AttemptLease Lease = new(Guid.NewGuid(), Guid.NewGuid(), 3);
    private readonly TempFolder _folder = new();

    [Fact]
    public void Spool_TakenOverFromAProcessThatIsGone_HasEverythingExactAndInOrder()
    {
        var at = new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc).AddTicks(9);
        double[] values = [0.1 + 0.2, double.NaN, double.NegativeInfinity, -0.0, double.Epsilon];
        using (var spool = Spool.Open(_folder.Path, Lease))
        {
            spool.Append(Batch(1) with
            {
                Batch = new AttemptBatch(1)
                {
                    Metrics = [.. values.Select((value, step) => new MetricPoint("loss", step, value, at))],
                    Logs = [new LogLine(Lease.RunId, Lease.AttemptId, at, "info", "“text”\n")],
                    Outcomes = ExampleOutcomes.Of(Lease.RunId, 4, "set", [true, false], [0.5f, float.NaN]),
                },
            });
            spool.Append(new SpoolEntry { Checkpoint = new(5, "file", 6) });
            spool.Append(new SpoolEntry { End = new(AttemptOutcome.Failed, "why") });
        }

        using var found = Spool.TryTakeOver(_folder.Path)!;
        Assert.Equal((Lease, true, false), (found.Lease, found.HasEnd, found.IsEmpty));
        var batch = found.Peek()!.Batch!;
        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), batch.Metrics.Select(point => BitConverter.DoubleToInt64Bits(point.Value)));
        Assert.All(batch.Metrics, point => Assert.Equal((at, DateTimeKind.Utc), (point.At, point.At.Kind)));
        Assert.Equal("“text”\n", batch.Logs.Single().Text);
        Assert.Equal([0.5f, float.NaN], batch.Outcomes!.Loss());
        found.Drop();
        Assert.Equal(new SpooledCheckpoint(5, "file", 6), found.Peek()!.Checkpoint);
        found.Drop();
        Assert.Equal(new SpooledEnd(AttemptOutcome.Failed, "why"), found.Peek()!.End);
        found.Drop();
        Assert.True(found.IsEmpty);
    }

    [Theory]
    [InlineData(-1)] // torn in the middle of the last entry
    [InlineData(0)]  // a bit of it flipped
    public void Spool_LastEntryTornOrDamaged_IsLeftOutAndTheRestServes(int change)
    {
        using (var spool = Spool.Open(_folder.Path, Lease))
        {
            spool.Append(Batch(1));
            spool.Append(Batch(2));
        }

        var file = Directory.GetFiles(_folder.Path).Single();
        var bytes = File.ReadAllBytes(file);
        if (change < 0) bytes = bytes[..^3];
        else bytes[^3] ^= 4;
        File.WriteAllBytes(file, bytes);

        using var found = Spool.TryTakeOver(_folder.Path)!;
        Assert.Equal(1, found.Peek()!.Batch!.Number);
        found.Drop();
        Assert.Null(found.Peek());
        found.Append(Batch(3));
        Assert.Equal(3, found.Peek()!.Batch!.Number);
    }

    [Fact]
    public void TryTakeOver_ItsProcessLives_IsRefused()
    {
        using var spool = Spool.Open(_folder.Path, Lease);
        Assert.Null(Spool.TryTakeOver(_folder.Path));
    }

    [Fact]
    public void Spool_MoreThanItMayTake_IsFullUntilSomethingIsTakenOut()
    {
        using var spool = Spool.Open(_folder.Path, Lease, mostBytes: 1000);
        spool.Append(Batch(1));
        Assert.False(spool.IsFull);
        spool.Append(new SpoolEntry { Checkpoint = new(5, "file", 1000) });
        Assert.True(spool.IsFull);
        spool.Drop();
        Assert.True(spool.IsFull);
        spool.Drop();
        Assert.False(spool.IsFull);
    }

    public void Dispose() => _folder.Dispose();

    private static SpoolEntry Batch(long number) => new() { Batch = new AttemptBatch(number) };
}
