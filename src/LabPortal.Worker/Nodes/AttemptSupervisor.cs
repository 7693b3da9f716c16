using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Worker.Processes;
using Microsoft.Extensions.Logging;

namespace LabPortal.Worker.Nodes;

/// <summary>Sees one attempt through: claims the run, gives it to a child, keeps the lease, and says how it ended if the child cannot.</summary>
internal sealed partial class AttemptSupervisor(
    NodeOptions options, SpareProcess spare, Leases leases, TimeProvider time, ILogger<AttemptSupervisor> log) : IRunExecutor
{
    // Also how soon a cancellation is seen.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(0.5);

    // The page promises an end within five seconds; the child needs one or two when all is well.
    private static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(3.5);

    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(7);

    public async Task ExecuteAsync(Guid runId, CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested || await leases.ClaimAsync(runId, options.Name, CancellationToken.None) is not { } lease)
            return;
        LogStarted(runId, lease.AttemptId);
        var killsBefore = Deaths.OutOfMemoryKills();
        using var child = spare.Take();
        child.Train(lease.AttemptId);
        var end = await WatchAsync(child, lease, stopping);
        spare.Prepare();

        // A child in good order ends its attempt itself.
        if (end == Ending.Lost || await leases.OpenAsync(lease.AttemptId, CancellationToken.None) is null)
        {
            LogEnded(runId, end.ToString());
            return;
        }

        var (outcome, reason) = Explain(end, child, Deaths.OutOfMemoryKills() > killsBefore);
        await leases.EndAsync(lease, outcome, reason, CancellationToken.None);
        LogDied(runId, outcome, reason);
    }

    private enum Ending { Own, Cancelled, Stopped, Lost }

    private async Task<Ending> WatchAsync(AttemptProcess child, AttemptLease lease, CancellationToken stopping)
    {
        long? cancelSeen = null, stopSeen = null;
        while (!await child.WaitAsync(Beat))
        {
            var reply = await leases.HeartbeatAsync(lease, CancellationToken.None);
            if (!reply.Held)
            {
                // Most often the child has just ended the attempt itself; else the run was given to another.
                if (await child.WaitAsync(CancelGrace)) return Ending.Own;
                child.Kill();
                await child.WaitAsync(Timeout.InfiniteTimeSpan);
                return Ending.Lost;
            }

            if (reply.CancelRequested) cancelSeen ??= time.GetTimestamp();
            if (stopping.IsCancellationRequested && stopSeen is null)
            {
                stopSeen = time.GetTimestamp();
                child.Stop();
            }

            if (Overdue(cancelSeen, CancelGrace) || Overdue(stopSeen, StopGrace)) child.Kill();
        }

        return cancelSeen is not null ? Ending.Cancelled : stopSeen is not null ? Ending.Stopped : Ending.Own;
    }

    private bool Overdue(long? since, TimeSpan grace) => since is { } start && time.GetElapsedTime(start) > grace;

    private static (AttemptOutcome Outcome, string? Reason) Explain(Ending end, AttemptProcess child, bool outOfMemory) => end switch
    {
        Ending.Cancelled => (AttemptOutcome.Cancelled, null),
        Ending.Stopped => (AttemptOutcome.Interrupted, "The worker was stopped before a checkpoint could be written."),
        _ when outOfMemory => (AttemptOutcome.Failed,
            "The machine ran out of memory and the system ended the run. Make the model, the batch or the block smaller, or let fewer runs train at once."),
        _ when Deaths.WasKilled(child.ExitCode) => (AttemptOutcome.Lost, "The training process was killed from outside."),
        _ when Deaths.Crashed(child.ExitCode) => (AttemptOutcome.Failed,
            $"The training process crashed (exit code {child.ExitCode}); another attempt would crash again. Its last words: {Words(child)}"),
        _ => (AttemptOutcome.Failed, $"The training process ended with code {child.ExitCode} before the run was over. Its last words: {Words(child)}"),
    };

    private static string Words(AttemptProcess child) => child.LastWords is { Length: > 0 } words ? words : "none.";

    [LoggerMessage(LogLevel.Information, "run {Run}: attempt {Attempt} started")]
    private partial void LogStarted(Guid run, Guid attempt);

    [LoggerMessage(LogLevel.Information, "run {Run}: attempt over ({Ending})")]
    private partial void LogEnded(Guid run, string ending);

    [LoggerMessage(LogLevel.Warning, "run {Run}: {Outcome}: {Reason}")]
    private partial void LogDied(Guid run, AttemptOutcome outcome, string? reason);
}
