namespace LabPortal.Data.Runs;

/// <summary>
/// Tells which leases ran out. No two machines' clocks are compared, nor one before and after a step: a lease is over when this process
/// has watched its heartbeat stand still for its whole duration, by a clock that never steps.
/// </summary>
internal sealed class LeaseWatch(TimeProvider time)
{
    // What was not watched does not count: after the database was away, or this process stood still, workers get time to be heard again.
    private static readonly TimeSpan MostBetweenLooks = Leases.Duration / 4;

    private readonly Lock _gate = new();
    private Dictionary<Guid, (DateTime Beat, TimeSpan Still)> _seen = [];
    private long _lookedAt = time.GetTimestamp();

    /// <param name="open">The attempts that are not over and the last heartbeat of each.</param>
    /// <returns>Those whose lease ran out.</returns>
    public List<Guid> Look(IReadOnlyCollection<(Guid Attempt, DateTime Beat)> open)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var passed = TimeSpan.FromTicks(Math.Min(time.GetElapsedTime(_lookedAt, now).Ticks, MostBetweenLooks.Ticks));
            _lookedAt = now;
            _seen = open.ToDictionary(one => one.Attempt, one =>
                (one.Beat, _seen.TryGetValue(one.Attempt, out var before) && before.Beat == one.Beat ? before.Still + passed : TimeSpan.Zero));
            return [.. _seen.Where(one => one.Value.Item2 >= Leases.Duration).Select(one => one.Key)];
        }
    }
}
