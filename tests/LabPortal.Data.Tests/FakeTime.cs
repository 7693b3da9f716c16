namespace LabPortal.Data.Tests;

/// <summary>A clock the test moves; what waits for it is woken often, whatever it asked for.</summary>
internal sealed class FakeTime : TimeProvider
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private TimeSpan _elapsed;
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Tick, Tick);

    public void Advance(TimeSpan by)
    {
        _elapsed += by;
        _now += by;
    }

    /// <summary>Sets the wall clock, as an administrator or a time server does; no time passes.</summary>
    public void Step(TimeSpan by) => _now += by;
}
