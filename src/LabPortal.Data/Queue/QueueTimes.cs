namespace LabPortal.Data.Queue;

/// <summary>The times that carry the order: Quartz takes due triggers by time. All are long past, so that all are due.</summary>
internal static class QueueTimes
{
    public static readonly DateTimeOffset First = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);

    /// <summary>New times for those runs whose own one would put them out of their order; the others keep what they have.</summary>
    /// <param name="order">The runs in their turn.</param>
    /// <param name="known">The times that runs have.</param>
    public static IReadOnlyDictionary<Guid, DateTimeOffset> Changes(IReadOnlyList<Guid> order, IReadOnlyDictionary<Guid, DateTimeOffset> known)
    {
        var changes = new Dictionary<Guid, DateTimeOffset>();
        DateTimeOffset? before = null;
        for (var i = 0; i < order.Count; i++)
        {
            if (!known.TryGetValue(order[i], out var time) || time <= before)
                changes[order[i]] = time = Between(before, order.Skip(i + 1).Select(run => known.TryGetValue(run, out var other) ? other : (DateTimeOffset?)null).FirstOrDefault(other => other > (before ?? DateTimeOffset.MinValue)));
            before = time;
        }

        return changes;
    }

    private static DateTimeOffset Between(DateTimeOffset? before, DateTimeOffset? after) => (before, after) switch
    {
        (null, null) => First,
        (null, { } next) => next - Gap,
        ({ } last, { } next) when next - last > TimeSpan.FromTicks(1) => last + (next - last) / 2,
        ({ } last, _) => last + Gap,
    };
}
