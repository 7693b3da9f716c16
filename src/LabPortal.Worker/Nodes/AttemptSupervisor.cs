using LabPortal.Data;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Worker.Attempts;
using LabPortal.Worker.Processes;
using Microsoft.Extensions.Logging;

namespace LabPortal.Worker.Nodes;

/// <summary>Sees one attempt through: claims the run, gives it to a child, keeps the lease, and says how it ended if the child cannot.</summary>
internal sealed partial class AttemptSupervisor(
    NodeOptions options, SpareProcess spare, Leases leases, SpoolReplay replay, TimeProvider time, ILogger<AttemptSupervisor> log) : IRunExecutor
{
    // Also how soon a cancellation is seen.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(0.5);

    // The page promises an end within five seconds; the child needs one or two when all is well.
    private static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(3.5);

    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(7);

    public async Task ExecuteAsync(Guid runId, CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested || await ClaimAsync(runId, stopping) is not { } lease)
            return;
        using var about = log.About(runId, lease.AttemptId);
        LogStarted(runId, lease.AttemptId);
        var killsBefore = Deaths.OutOfMemoryKills();
        using var child = spare.Take(lease.Device);
        child.Train(lease.AttemptId);
        var end = await WatchAsync(child, lease, stopping);
        spare.Prepare();
        await SettleAsync(lease, end, Explain(end, child, Deaths.OutOfMemoryKills() > killsBefore), stopping);
    }

    private enum Ending { Own, Cancelled, Stopped, Lost }

    private async Task<AttemptLease?> ClaimAsync(Guid runId, CancellationToken stopping)
    {
        try
        {
            var turn = await leases.TurnAsync(runId, options.Name, CancellationToken.None);
            if (turn.Refusal is not { } refusal) return turn.Lease;
            LogHandedBack(runId, refusal);
            // The turn goes to another; this slot rests, or it would be given the same run at once.
            await Task.Delay(Beat, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return null;
        }
        catch (Exception error) when (PassingFault.Is(error))
        {
            LogAway(runId, error.GetBaseException().Message); // the run stays queued
            return null;
        }
    }

    private async Task<Ending> WatchAsync(AttemptProcess child, AttemptLease lease, CancellationToken stopping)
    {
        long? cancelSeen = null, stopSeen = null;
        Task<LeaseReply?>? beat = null;
        while (!await child.WaitAsync(Beat))
        {
            // A heartbeat may take as long as a network's time-out: the child is watched meanwhile, and goes on while the database is away.
            beat ??= BeatAsync(lease);
            if (beat.IsCompleted)
            {
                var reply = await beat;
                beat = null;
                if (reply is { Held: false })
                {
                    // Most often the child has just ended the attempt itself; else the run was given to another.
                    if (await child.WaitAsync(CancelGrace)) return Ending.Own;
                    child.Kill();
                    await child.WaitAsync(Timeout.InfiniteTimeSpan);
                    return Ending.Lost;
                }

                if (reply is { CancelRequested: true }) cancelSeen ??= time.GetTimestamp();
            }

            if (stopping.IsCancellationRequested && stopSeen is null)
            {
                stopSeen = time.GetTimestamp();
                child.Stop();
            }

            if (Overdue(cancelSeen, CancelGrace) || Overdue(stopSeen, StopGrace)) child.Kill();
        }

        return cancelSeen is not null ? Ending.Cancelled : stopSeen is not null ? Ending.Stopped : Ending.Own;
    }

    /// <returns>Null where the database did not answer.</returns>
    private async Task<LeaseReply?> BeatAsync(AttemptLease lease)
    {
        try
        {
            return await leases.HeartbeatAsync(lease, CancellationToken.None);
        }
        catch (Exception error)
        {
            // A background callback: a run does not end because of a database that is away.
            LogAway(lease.RunId, error.GetBaseException().Message);
            return null;
        }
    }

    // A child in good order has ended its attempt itself, in the database or in its spool; the end given here is for one that has not.
    private async Task SettleAsync(AttemptLease lease, Ending ending, SpooledEnd end, CancellationToken stopping)
    {
        using var spool = Spool.Open(Scratch.For(options.DataFolder, lease.AttemptId), lease);
        var own = spool.HasEnd;
        if (!own) spool.Append(new SpoolEntry { End = end });
        bool? held;
        while ((held = await replay.TryAsync(spool)) is null)
        {
            if (stopping.IsCancellationRequested)
            {
                LogKept(lease.RunId);
                return;
            }

            await Task.Delay(Beat, time, CancellationToken.None);
        }

        if (own || held is false) LogEnded(lease.RunId, ending.ToString());
        else LogDied(lease.RunId, end.Outcome, end.Reason);
    }

    private bool Overdue(long? since, TimeSpan grace) => since is { } start && time.GetElapsedTime(start) > grace;

    private static SpooledEnd Explain(Ending end, AttemptProcess child, bool outOfMemory) => end switch
    {
        Ending.Cancelled => new(AttemptOutcome.Cancelled, null),
        Ending.Stopped => new(AttemptOutcome.Interrupted, "The worker was stopped before a checkpoint could be written."),
        _ when outOfMemory => new(AttemptOutcome.Failed,
            "The machine ran out of memory and the system ended the run. Make the model, the batch or the block smaller, or let fewer runs train at once."),
        _ when Deaths.WasKilled(child.ExitCode) => new(AttemptOutcome.Lost, "The training process was killed from outside."),
        _ when Deaths.Crashed(child.ExitCode) => new(AttemptOutcome.Failed,
            $"The training process crashed (exit code {child.ExitCode}); another attempt would crash again. Its last words: {Words(child)}"),
        _ => new(AttemptOutcome.Failed, $"The training process ended with code {child.ExitCode} before the run was over. Its last words: {Words(child)}"),
    };

    private static string Words(AttemptProcess child) => child.LastWords is { Length: > 0 } words ? words : "none.";

    [LoggerMessage(LogLevel.Information, "run {Run}: attempt {Attempt} started")]
    private partial void LogStarted(Guid run, Guid attempt);

    [LoggerMessage(LogLevel.Warning, "run {Run}: the database is away: {Message}")]
    private partial void LogAway(Guid run, string message);

    [LoggerMessage(LogLevel.Warning, "run {Run}: the database is away; what it does not have yet is kept on this machine until the worker starts again")]
    private partial void LogKept(Guid run);

    [LoggerMessage(LogLevel.Information, "run {Run}: its turn is handed back: {Refusal}")]
    private partial void LogHandedBack(Guid run, string refusal);

    [LoggerMessage(LogLevel.Information, "run {Run}: attempt over ({Ending})")]
    private partial void LogEnded(Guid run, string ending);

    [LoggerMessage(LogLevel.Warning, "run {Run}: {Outcome}: {Reason}")]
    private partial void LogDied(Guid run, AttemptOutcome outcome, string? reason);
}
