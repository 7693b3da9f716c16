namespace LabPortal.Data.Tests;

/// <summary>A clock the test moves; what waits for it is woken often, whatever it asked for.</summary>
internal sealed class FakeTime : TimeProvider
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Tick, Tick);

    public void Advance(TimeSpan by) => _now += by;
}
