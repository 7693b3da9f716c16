using LabPortal.Data.Experiments;

namespace LabPortal.Data.Runs;

/// <summary>One arm with one seed.</summary>
public sealed class Run
{
    private Run() { }

    public Run(Arm arm, long seed, int number, int priority = 0)
    {
        Id = Guid.CreateVersion7();
        (ArmId, ExperimentId, TotalSteps) = (arm.Id, arm.ExperimentId, arm.TotalSteps);
        (Seed, Number, Priority) = (seed, number, priority);
    }

    public Guid Id { get; private set; }

    /// <summary>The number people call it by; unique in the lab.</summary>
    public int Number { get; private set; }

    public Guid ExperimentId { get; private set; }
    public Guid ArmId { get; private set; }
    public long Seed { get; private set; }
    public RunState State { get; private set; }
    public DateTime? QueuedAt { get; private set; }
    public DateTime? StartedAt { get; private set; }
    public DateTime? EndedAt { get; private set; }

    /// <summary>From its first start to its end; null until it is over.</summary>
    public double? Seconds { get; private set; }

    /// <summary>Since when tables leave it out unless they are asked for it.</summary>
    public DateTime? ArchivedAt { get; private set; }

    /// <summary>Since when nothing shows it but the trash.</summary>
    public DateTime? TrashedAt { get; private set; }

    public string? TrashedBy { get; private set; }

    public string? FailureReason { get; private set; }
    public DateTime? CancelRequestedAt { get; private set; }

    /// <summary>Why it was cancelled, where somebody said so; a cancelled run shows it as its reason.</summary>
    public string? CancelReason { get; private set; }

    public long Step { get; private set; }
    public long TotalSteps { get; private set; }
    public double? EtaSeconds { get; private set; }

    /// <summary>How many attempts were made so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>How many attempts in a row lost their worker before they kept a checkpoint.</summary>
    public int Losses { get; private set; }

    /// <summary>The fencing token of the attempt that may write; an attempt with an older one may not.</summary>
    public long Fence { get; private set; }

    /// <summary>Higher runs first.</summary>
    public int Priority { get; private set; }

    /// <summary>Where it stands in the queue among the runs of its owner and priority; lower ones first.</summary>
    public long Place { get; private set; }

    /// <summary>The run whose checkpoint it starts from, and which must have completed before.</summary>
    public Guid? AfterRunId { get; private set; }

    /// <summary>Counts state changes; guards against two writers of the same row.</summary>
    public int Revision { get; private set; }

    /// <summary>Grows with every change to any run, in commit order: what a live page has seen is one number.</summary>
    public long Stamp { get; internal set; }

    public Experiment? Experiment { get; private set; }
    public Arm? Arm { get; private set; }
    public List<RunTag> Tags { get; private set; } = [];

    /// <summary>Puts it into the queue; an interrupted run keeps its place there.</summary>
    /// <param name="place">Its place, where it has none to keep.</param>
    public void Queue(DateTime now, long place = 0)
    {
        if (State != RunState.Interrupted) Place = place;
        var (retried, since) = (RunTransitions.IsOver(State), State == RunState.Interrupted ? QueuedAt ?? now : now);
        Become(RunState.Queued);
        (QueuedAt, EndedAt, Seconds, FailureReason, EtaSeconds) = (since, null, null, null, null);
        if (!retried) return;
        (CancelRequestedAt, CancelReason, Losses) = (null, null, 0);
    }

    /// <summary>Begins an attempt; the run's fence moves on, so that no older attempt can write any more.</summary>
    public void Start(DateTime now)
    {
        Become(RunState.Running);
        StartedAt ??= now;
        Attempts++;
        Fence++;
    }

    public void Complete(DateTime now) => End(RunState.Completed, null, now);

    public void Fail(string reason, DateTime now) => End(RunState.Failed, reason, now);

    public void Cancel(DateTime now) => End(RunState.Cancelled, CancelReason, now);

    /// <summary>Asks for the end of a run: at once where nothing runs, else its attempt sees the request and stops.</summary>
    public void RequestCancel(DateTime now, string? reason = null)
    {
        if (RunTransitions.IsOver(State)) throw new IllegalTransitionException(Number, State, RunState.Cancelled);
        if (CancelRequestedAt is null) (CancelRequestedAt, CancelReason) = (now, reason);
        if (State != RunState.Running) Cancel(now);
    }

    public void Interrupt(string reason, bool lost)
    {
        Become(RunState.Interrupted);
        (FailureReason, EtaSeconds) = (reason, null);
        Losses = lost ? Losses + 1 : 0;
    }

    public void Progress(AttemptProgress progress) =>
        (Step, TotalSteps, EtaSeconds) = (progress.Step, progress.TotalSteps, progress.EtaSeconds);

    /// <summary>A checkpoint was kept: the run gets on, whatever became of earlier attempts.</summary>
    public void ForgetLosses() => Losses = 0;

    public void Prioritize(int priority) => Priority = priority;

    public void MoveTo(long place) => Place = place;

    /// <summary>Has it wait until another run has completed.</summary>
    public void StartAfter(Guid run) => AfterRunId = run;

    public void Archive(DateTime now) => ArchivedAt ??= now;

    public void Restore() => ArchivedAt = null;

    public void Trash(DateTime now, string by) => (TrashedAt, TrashedBy) = (now, by);

    public void TakeOut() => (TrashedAt, TrashedBy) = (null, null);

    private void End(RunState state, string? reason, DateTime now)
    {
        Become(state);
        (EndedAt, FailureReason, EtaSeconds) = (now, reason, null);
        Seconds = StartedAt is { } start ? Math.Max(0, (now - start).TotalSeconds) : null; // the clock may have stepped back
    }

    private void Become(RunState state)
    {
        if (!RunTransitions.IsLegal(State, state)) throw new IllegalTransitionException(Number, State, state);
        State = state;
        Revision++;
    }
}
