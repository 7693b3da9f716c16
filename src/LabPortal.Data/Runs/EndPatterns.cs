namespace LabPortal.Data.Runs;

/// <summary>The one table of what is tried again: what repeats itself is not; what came from outside is, until <see cref="Leases.MaxLosses"/>.</summary>
public static class EndPatterns
{
    private static readonly EndPattern WorkerLost = new("worker-lost", "worker lost", true), MachineStopped = new("machine-stopped", "worker stopped", true),
        Error = new("error", "error of the run", false);

    // The first that fits decides.
    private static readonly EndPattern[] Failures =
    [
        new("out-of-memory", "out of memory", false, "out of memory", "memory did not suffice", "can't allocate memory"),
        new("diverged", "loss is not a number", false, "The loss became", "NaN", "not a number"),
        new("spec-unreadable", "spec not readable", false, "does not read the run's spec"),
        new("crash", "crash of the process", false, "process crashed"),
        new("time-limit", "longest time reached", false, "training.maxMinutes"),
        new("records-refused", "records refused", false, "database refused what the run reported"),
        new("database-away", "database away", true, "could not be written to the database", "Failed to connect to", "database is locked"),
    ];

    public static IReadOnlyList<EndPattern> All { get; } = [WorkerLost, MachineStopped, .. Failures, Error];

    /// <summary>What decides about an end; null where nothing is to be decided.</summary>
    public static EndPattern? Of(AttemptOutcome outcome, string? reason) => outcome switch
    {
        AttemptOutcome.Lost => WorkerLost,
        AttemptOutcome.Interrupted => MachineStopped,
        AttemptOutcome.Failed => Array.Find(Failures, pattern => pattern.Words.Any(word => reason?.Contains(word, StringComparison.Ordinal) == true)) ?? Error,
        _ => null,
    };

    public static EndPattern? Named(string? name) => All.FirstOrDefault(pattern => pattern.Name == name);
}
