using LabPortal.Data.Queue;

namespace LabPortal.Data.Tests.Queue;

public sealed class QueueTimesTests
{
    private static readonly Guid[] Runs = [.. Enumerable.Range(0, 200).Select(_ => Guid.NewGuid())];

    [Fact]
    public void Changes_NothingKnown_GivesGrowingTimes()
    {
        var times = QueueTimes.Changes(Runs[..3], new Dictionary<Guid, DateTimeOffset>());
        Assert.Equal([times[Runs[0]], times[Runs[1]], times[Runs[2]]], times.Values.Order());
        Assert.Equal(3, times.Values.Distinct().Count());
    }

    [Theory]
    [InlineData("0 1 2 3", "")]
    [InlineData("1 2 3", "")]
    [InlineData("3 0 1 2", "0 1 2")]
    [InlineData("0 9 1 2 3", "9")]
    [InlineData("9 0 1 2 3", "9")]
    [InlineData("0 2 1 3", "1")]
    [InlineData("0 1 2 3 9", "9")]
    public void Changes_SomeKnown_RewritesOnlyWhatIsOutOfOrder(string order, string rewritten)
    {
        var known = Runs[..4].Select((run, i) => (run, time: QueueTimes.First.AddSeconds(i))).ToDictionary(pair => pair.run, pair => pair.time);
        var wanted = Pick(order);
        var changes = QueueTimes.Changes(wanted, known);
        Assert.Equal(Pick(rewritten).ToHashSet(), changes.Keys.ToHashSet());
        Assert.Equal(wanted, wanted.OrderBy(run => changes.TryGetValue(run, out var time) ? time : known[run]));
    }

    [Fact]
    public void Changes_AlwaysPutBetweenTheSameTwo_KeepsTheOrder()
    {
        var order = Runs[..2].ToList();
        var known = QueueTimes.Changes(order, new Dictionary<Guid, DateTimeOffset>()).ToDictionary();
        foreach (var run in Runs[2..])
        {
            order.Insert(1, run);
            foreach (var (changed, time) in QueueTimes.Changes(order, known)) known[changed] = time;
            Assert.Equal(order, order.OrderBy(one => known[one]));
            Assert.Equal(order.Count, order.Select(one => known[one]).Distinct().Count());
        }
    }

    private static List<Guid> Pick(string numbers) => [.. numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => Runs[int.Parse(number)])];
}
