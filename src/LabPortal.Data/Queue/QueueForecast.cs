using LabPortal.Data.Workers;

namespace LabPortal.Data.Queue;

/// <summary>When waiting runs begin if nobody interferes: each takes the slot of its kind that gets free first.</summary>
public static class QueueForecast
{
    /// <param name="seconds">How long a run will train, waiting or training; null where nobody can tell.</param>
    /// <returns>The time until each run's turn. Held runs, and those behind one whose end nobody can tell, are left out.</returns>
    public static IReadOnlyDictionary<Guid, TimeSpan> Of(IReadOnlyList<PlannedRun> plan, QueueState state, Func<Guid, double?> seconds)
    {
        var slots = new[] { WorkerSlots.CpuKind, WorkerSlots.GpuKind }.ToDictionary(kind => kind, kind => SlotsOf(kind, state, seconds));
        var starts = new Dictionary<Guid, TimeSpan>();
        foreach (var run in plan.Where(planned => planned.Held is null).Select(planned => planned.Run))
        {
            if (!slots.TryGetValue(run.Slot, out var free) || !free.TryDequeue(out _, out var at) || double.IsInfinity(at)) continue;
            starts[run.Id] = TimeSpan.FromSeconds(at);
            var end = at + (seconds(run.Id) ?? double.PositiveInfinity);
            free.Enqueue(0, end);
        }

        return starts;
    }

    // By the seconds from now at which it gets free.
    private static PriorityQueue<int, double> SlotsOf(string kind, QueueState state, Func<Guid, double?> seconds)
    {
        var free = new PriorityQueue<int, double>();
        foreach (var worker in state.Workers.Where(worker => worker.Mode == WorkerMode.Working))
        {
            var ends = state.Training.Where(run => run.Worker == worker.Name && run.Slot == kind).Select(run => run.EtaSeconds ?? seconds(run.Id) ?? double.PositiveInfinity).ToList();
            foreach (var end in ends.Concat(Enumerable.Repeat(0.0, Math.Max(0, worker.Offers.Of(kind) - ends.Count)))) free.Enqueue(0, end);
        }

        return free;
    }
}
