using LabPortal.Data.Queue;

namespace LabPortal.Data.Tests.Queue;

public sealed class QueueWindowTests
{
    private static readonly QueueWindow Night = new(null, new(20, 0), new(7, 0), "Europe/Berlin");

    [Theory]
    [InlineData("2026-01-10 18:59", false)] // 19:59 in Berlin
    [InlineData("2026-01-10 19:00", true)]
    [InlineData("2026-01-11 05:59", true)]
    [InlineData("2026-01-11 06:00", false)]
    [InlineData("2026-07-10 18:00", true)] // 20:00 in summer
    public void IsOpen_OverMidnight_GoesByTheZone(string utc, bool open) => Assert.Equal(open, Night.IsOpen(Utc(utc)));

    [Fact]
    public void IsOpen_WithinADay_ClosesAtItsEnd()
    {
        var noon = new QueueWindow("gpu", new(12, 0), new(13, 0), "UTC");
        Assert.Equal([false, true, false], new[] { "11:59", "12:30", "13:00" }.Select(time => noon.IsOpen(Utc($"2026-01-10 {time}"))));
        Assert.Equal((true, false), (noon.Concerns("gpu"), noon.Concerns("cpu")));
    }

    [Fact]
    public void Opens_ClosedByDay_IsThisEvening() => Assert.Equal(Utc("2026-01-10 19:00"), Night.Opens(Utc("2026-01-10 12:00")));

    [Fact]
    public void Opens_InTheHourThatSpringLeavesOut_IsTheNext() =>
        Assert.Equal(Utc("2026-03-29 01:00"), new QueueWindow(null, new(2, 30), new(4, 0), "Europe/Berlin").Opens(Utc("2026-03-28 20:00")));

    [Fact]
    public void Problems_OfRules_NameEachField()
    {
        var rules = new QueueRules
        {
            PerPerson = 0, PerPersonOf = new Dictionary<string, int> { ["ada"] = -1 },
            Windows = [Night, Night with { Zone = "Mars/Olympus" }, Night with { Slot = "tpu" }, Night with { To = new(20, 0) }],
        };
        Assert.Equal(["perPerson", "perPersonOf.ada", "windows[1]", "windows[2]", "windows[3]"], rules.Problems().Keys.Order(StringComparer.Ordinal));
        Assert.Empty(QueueRules.None.Problems());
    }

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
