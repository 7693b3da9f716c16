using LabPortal.Data.Workers;

namespace LabPortal.Data.Queue;

/// <summary>The order of the queue: priority first, then whoever trains least, then each one's own order.</summary>
public static class QueuePlan
{
    /// <summary>Every waiting run in its turn, the held ones in the place that they would have.</summary>
    public static IReadOnlyList<PlannedRun> Of(QueueState state, DateTime now)
    {
        var room = new QueueRoom(state, now);
        var plan = new List<PlannedRun>(state.Waiting.Count);
        foreach (var equal in state.Waiting.GroupBy(run => run.Priority).OrderByDescending(equal => equal.Key))
        {
            var lines = equal.GroupBy(run => run.Owner)
                .ToDictionary(line => line.Key, line => new Queue<WaitingRun>(line.OrderBy(run => run.Place).ThenBy(run => run.Number)));
            // Who has the smallest share goes next, of equal ones whose run has waited longest: that goes round between them.
            var next = new PriorityQueue<Queue<WaitingRun>, (int Share, long Place, int Number)>();
            foreach (var line in lines.Values) Join(line);
            while (next.TryDequeue(out var line, out _))
            {
                plan.Add(room.Give(line.Dequeue()));
                if (line.Count > 0) Join(line);
            }

            void Join(Queue<WaitingRun> line)
            {
                var first = line.Peek();
                next.Enqueue(line, (room.ShareOf(first.Owner), first.Place, first.Number));
            }
        }

        return plan;
    }

    /// <summary>What goes into the schedule: of each group as many runs as its slots can take before somebody plans again.</summary>
    public static IReadOnlyList<PlannedRun> Head(IReadOnlyList<PlannedRun> plan, QueueState state)
    {
        const int Spare = 8;
        return [.. plan.Where(planned => planned.Held is null)
            .GroupBy(planned => planned.Group)
            .SelectMany(group => group.Take(Spare + 2 * state.Workers.Sum(worker => worker.Offers.Of(group.First().Run.Slot))))
            .OrderBy(Places(plan))];
    }

    /// <summary>Why a worker may not take a run now, in words; null where it may.</summary>
    public static string? Refusal(QueueState state, WaitingRun run, string worker, DateTime now) => new QueueRoom(state, now).Refusal(run, worker);

    /// <summary>The GPU of a worker that a run gets: the one that trains least; null where it takes none.</summary>
    public static int? DeviceFor(QueueState state, WaitingRun run, string worker)
    {
        if (run.Slot != WorkerSlots.GpuKind || state.Workers.FirstOrDefault(one => one.Name == worker) is not { } node) return null;
        var taken = state.Training.Where(one => one.Worker == worker).ToLookup(one => one.Device);
        return node.Offers.Devices.GroupBy(device => device).OrderBy(device => (double)taken[device.Key].Count() / device.Count()).Select(device => (int?)device.Key).FirstOrDefault();
    }

    private static Func<PlannedRun, int> Places(IReadOnlyList<PlannedRun> plan)
    {
        var places = plan.Select((planned, i) => (planned.Run.Id, i)).ToDictionary(place => place.Id, place => place.i);
        return planned => places[planned.Run.Id];
    }
}
