using System.Globalization;

namespace LabPortal.Worker.Attempts;

/// <summary>Ends a run that has trained for as long as its spec allows, all attempts taken together.</summary>
internal sealed class TimeLimit : IDisposable
{
    // For the step that it is at, and a checkpoint.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _limit;
    private readonly ITimer? _timer;
    private readonly TaskCompletionSource _overdue = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="limit">Zero: there is none.</param>
    /// <param name="trained">What earlier attempts took of it.</param>
    public TimeLimit(TimeSpan limit, TimeSpan trained, StopSignal stop, TimeProvider time)
    {
        _limit = limit;
        if (limit <= TimeSpan.Zero) return;
        var start = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Look(trained + time.GetElapsedTime(start), stop), null, TimeSpan.Zero, Pace);
    }

    /// <summary>Completes where training has not stopped although it was told to.</summary>
    public Task Overdue => _overdue.Task;

    public string Explain(long step, long steps) => string.Create(CultureInfo.InvariantCulture,
        $"The run reached training.maxMinutes, {_limit.TotalMinutes:0} over all its attempts, at step {step:N0} of {steps:N0}. To train longer, start it anew with a higher training.maxMinutes, or 0 for no limit.");

    public void Dispose() => _timer?.Dispose();

    private void Look(TimeSpan trained, StopSignal stop)
    {
        if (trained >= _limit) stop.Raise(StopReason.TimeUp);
        if (trained >= _limit + Grace) _overdue.TrySetResult();
    }
}
