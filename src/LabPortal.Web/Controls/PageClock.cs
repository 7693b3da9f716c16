namespace LabPortal.Web.Controls;

/// <summary>Has the ages on an open page told anew every so often: "10 s ago" must not stand there for an hour. One timer for all browsers.</summary>
public sealed class PageClock : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(20);
    private readonly ITimer timer;

    public PageClock(TimeProvider clock) => timer = clock.CreateTimer(_ => Ticked?.Invoke(), null, Pace, Pace);

    /// <summary>Raised on a thread of the timer.</summary>
    public event Action? Ticked;

    public void Dispose() => timer.Dispose();
}
