using System.Globalization;
using LabPortal.Data.Runs;
using LabPortal.Data.Workers;

namespace LabPortal.Data.Queue;

/// <summary>What is left for the next run while a plan is made: shares of people, slots and memory of workers.</summary>
internal sealed class QueueRoom
{
    private readonly QueueState _state;
    private readonly DateTime _now;
    private readonly Dictionary<string, int> _shares;
    private readonly List<WorkerRoom> _workers;

    public QueueRoom(QueueState state, DateTime now)
    {
        (_state, _now) = (state, now);
        _shares = state.Training.GroupBy(run => run.Owner).ToDictionary(own => own.Key, own => own.Count());
        _workers = [.. state.Workers.Select(worker => new WorkerRoom(worker, [.. state.Training.Where(run => run.Worker == worker.Name)]))];
    }

    /// <summary>How many runs of a person train, with those that have their turn before.</summary>
    public int ShareOf(string owner) => _shares.GetValueOrDefault(owner);

    /// <summary>Gives a run what it needs, or says why it is held.</summary>
    public PlannedRun Give(WaitingRun run)
    {
        var (group, held) = HeldByRules(run) is { } rule ? (run.Slot, rule) : Place(run);
        if (held is null) _shares[run.Owner] = ShareOf(run.Owner) + 1;
        return new(run, group, held);
    }

    public string? Refusal(WaitingRun run, string worker)
    {
        if (HeldByRules(run) is { } rule) return rule;
        if (_workers.Find(one => one.Name == worker) is not { } room) return null; // it has not described itself: nothing to go by
        return room.Mode != WorkerMode.Working ? $"Worker {worker} takes no runs now."
            : room.Slots(run.Slot) < 1 ? $"Worker {worker} has no {run.Slot} slot free."
            : _state.Rules.IgnoresMemory || room.Fits(run) ? null
            : $"Worker {worker} has not {Bytes(run.NeedsBytes!.Value)} of memory left.";
    }

    private string? HeldByRules(WaitingRun run)
    {
        if (run.State == RunState.Interrupted) return "Its worker is gone: it is queued again within seconds.";
        if (_state.Rules.IsPaused) return $"The queue is paused{(_state.Rules.PausedBy is { } by ? $" by {by}" : "")}.";
        if (run.After is { State: not RunState.Completed } before) return HeldBy(before);
        if (_state.Rules.Windows.FirstOrDefault(window => window.Concerns(run.Slot) && !window.IsOpen(_now)) is { } closed)
            return $"{closed}: next at {closed.Opens(_now).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC.";
        if (_state.Rules.LimitOf(run.Owner) is { } limit && ShareOf(run.Owner) >= limit)
            return limit == 0 ? $"Runs of {run.Owner} are not to begin now." : $"{run.Owner} trains no more than {limit} at once.";
        return null;
    }

    private static string HeldBy(RunBefore before) => before.State switch
    {
        RunState.Failed or RunState.Cancelled =>
            $"It starts from run {before.Number}, which {(before.State == RunState.Failed ? "failed" : "was cancelled")}: run that again, or cancel this one.",
        RunState.Draft => $"It starts from run {before.Number}, which is a draft: queue that too.",
        _ => $"It starts from run {before.Number}, which is not completed yet.",
    };

    private (string Group, string? Held) Place(WaitingRun run)
    {
        var offering = _workers.Where(worker => worker.Offers(run.Slot)).ToList();
        if (offering.Count == 0) return (run.Slot, $"No worker that is alive offers a {run.Slot} slot.");
        var working = offering.Where(worker => worker.Mode == WorkerMode.Working).ToList();
        if (working.Count == 0) return (run.Slot, $"Every worker with a {run.Slot} slot is {(offering.All(one => one.Mode == WorkerMode.Paused) ? "paused" : "paused or drained")}.");
        if (run.NeedsBytes is not { } needs || _state.Rules.IgnoresMemory)
        {
            working.Find(worker => worker.Slots(run.Slot) > 0)?.Keep(run, slot: true);
            return (run.Slot, null);
        }

        var large = working.Where(worker => worker.CouldFit(run)).ToList();
        if (large.Count == 0)
            return (run.Slot, $"It needs {Bytes(needs)} of memory; the largest worker with a {run.Slot} slot has {Bytes(working.Max(worker => worker.Capacity(run.Slot)))}.");
        var free = large.Where(worker => worker.Slots(run.Slot) > 0).ToList();
        // No slot is free: it waits for its turn, and the claim looks at the memory that is there then.
        if (free.Count == 0) return (large.Count == working.Count ? run.Slot : PlannedRun.GroupOf(run.Slot, large[0].Name), null);
        var best = free.MaxBy(worker => worker.Left(run.Slot))!;
        var fits = best.Fits(run);
        var group = working.TrueForAll(worker => worker.CouldFit(run) && (worker.Slots(run.Slot) < 1 || worker.Fits(run))) ? run.Slot : PlannedRun.GroupOf(run.Slot, best.Name);
        var left = best.Left(run.Slot);
        // Also where it does not fit: what gets free is kept for it, or small runs would pass it for ever.
        best.Keep(run, slot: fits);
        return (group, fits ? null : $"It waits for {Bytes(needs)} of memory: worker {best.Name} has {Bytes(Math.Max(0, left))} left.");
    }

    private static string Bytes(long bytes) => bytes >= 1_000_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#} GB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB");
}
