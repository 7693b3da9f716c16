namespace LabPortal.Data.Runs;

/// <summary>One try at a run, made by one worker under a lease.</summary>
public sealed class Attempt
{
    private Attempt() { }

    /// <param name="run">A run that was just started, so that its fence is this attempt's.</param>
    public Attempt(Run run, string worker, string environmentJson, long? resumedFromStep, DateTime now, TimeSpan lease)
    {
        Id = Guid.CreateVersion7();
        (RunId, Number, Fence) = (run.Id, run.Attempts, run.Fence);
        (Worker, EnvironmentJson, ResumedFromStep) = (worker, environmentJson, resumedFromStep);
        (StartedAt, HeartbeatAt, LeaseUntil) = (now, now, now + lease);
    }

    public Guid Id { get; private set; }
    public Guid RunId { get; private set; }
    public int Number { get; private set; }
    public string Worker { get; private set; } = "";
    public long Fence { get; private set; }
    public DateTime LeaseUntil { get; private set; }
    public DateTime HeartbeatAt { get; private set; }
    public DateTime StartedAt { get; private set; }
    public DateTime? EndedAt { get; private set; }
    public AttemptOutcome? Outcome { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>The name of the <see cref="EndPattern"/> that decided whether the run was tried again; null where nothing was to decide.</summary>
    public string? Pattern { get; private set; }

    /// <summary>The number of the GPU that it was given; null on the processor.</summary>
    public int? Device { get; private set; }

    /// <summary>How long its run had waited for it, in seconds; null in attempts of older versions.</summary>
    public double? WaitedSeconds { get; private set; }

    /// <summary>Commit, package versions, device, threads, data digest: what another attempt needs to give the same numbers.</summary>
    public string EnvironmentJson { get; private set; } = "";

    public long? ResumedFromStep { get; private set; }

    /// <summary>The last batch of records that was written; a batch sent twice is written once.</summary>
    public long LastBatch { get; private set; }

    public Run? Run { get; private set; }

    public void Renew(DateTime now, TimeSpan lease) => (HeartbeatAt, LeaseUntil) = (now, now + lease);

    internal void Receive(long batch) => LastBatch = batch;

    public void Describe(string environmentJson) => EnvironmentJson = environmentJson;

    /// <summary>The checkpoint that was to be resumed from turned out torn: an earlier one serves, or none.</summary>
    public void ResumeFrom(long? step) => ResumedFromStep = step;

    /// <param name="waited">How long its run had waited.</param>
    public void Begin(int? device, TimeSpan waited) => (Device, WaitedSeconds) = (device, waited.TotalSeconds);

    public void End(AttemptOutcome outcome, string? reason, DateTime now, string? pattern = null) => (Outcome, Reason, EndedAt, Pattern) = (outcome, reason, now, pattern);
}
