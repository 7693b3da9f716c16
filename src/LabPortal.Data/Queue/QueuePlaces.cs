namespace LabPortal.Data.Queue;

/// <summary>Finds new places for a run that is moved.</summary>
internal static class QueuePlaces
{
    /// <summary>Between the places of two runs that are queued one after the other: many can be put between them.</summary>
    public const long Gap = 1 << 20;

    /// <param name="order">The waiting runs in their turn.</param>
    /// <returns>What changes; empty where nothing is to be moved.</returns>
    public static IReadOnlyList<(Guid Id, long Place, int Priority)> Move(IReadOnlyList<WaitingRun> order, Guid id, QueueMove move)
    {
        if (order.FirstOrDefault(run => run.Id == id) is not { } run || order.Count < 2) return [];
        if (move == QueueMove.Top) return order[0].Id == id ? [] : [(id, order.Min(one => one.Place) - Gap, Over(order, run))];
        var own = order.Where(one => one.Owner == run.Owner).ToList();
        var target = own.IndexOf(run) + (move == QueueMove.Up ? -1 : 1);
        if (target < 0 || target >= own.Count) return [];
        var (other, moved) = (own[target], own.Where(one => one.Id != id).ToList());
        moved.Insert(target, run with { Priority = other.Priority });
        // All of this person's runs of this priority get places of their own: equal ones, from older versions, would leave no room between.
        var equal = moved.Where(one => one.Priority == other.Priority).ToList();
        var places = equal.Select(one => one.Place).Order().ToList();
        for (var i = 1; i < places.Count; i++) places[i] = Math.Max(places[i], places[i - 1] + 1);
        return [.. equal.Zip(places).Where(pair => pair.First.Id == id || pair.First.Place != pair.Second).Select(pair => (pair.First.Id, pair.Second, pair.First.Priority))];
    }

    // Among equal priorities those who train less go first, whatever the place.
    private static int Over(IReadOnlyList<WaitingRun> order, WaitingRun run) =>
        order[0].Owner == run.Owner ? order[0].Priority : order[0].Priority + 1;
}
