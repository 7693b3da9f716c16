using LabPortal.Worker.Attempts;

namespace LabPortal.Worker.Tests.Attempts;

public sealed class TimeLimitTests
{
    [Theory]
    [InlineData(0, 1000, false, false)]
    [InlineData(10, 9, false, false)]
    [InlineData(10, 10, true, false)]
    [InlineData(10, 12, true, true)]
    public async Task Limit_EarlierAttemptsTookTheirPart_StopsWhenItIsUsedUp(int limit, int trained, bool stopped, bool overdue)
    {
        using var stop = new StopSignal();
        using var over = new TimeLimit(TimeSpan.FromMinutes(limit), TimeSpan.FromMinutes(trained), stop, TimeProvider.System);
        if (overdue) await over.Overdue;
        if (stopped) await Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal((stopped ? StopReason.TimeUp : StopReason.None, overdue), (stop.Reason, over.Overdue.IsCompleted));
        Assert.Contains("training.maxMinutes", over.Explain(5, 10));
    }
}
