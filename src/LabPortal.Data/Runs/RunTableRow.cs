namespace LabPortal.Data.Runs;

/// <summary>A run in a table.</summary>
public sealed record RunTableRow(Guid Id, int Number, Guid ExperimentId, string Experiment, int ExperimentVersion, string? Study, string By,
    Guid ArmId, string Arm, int ArmOrdinal, long Seed, RunState State)
{
    public long Step { get; init; }
    public long TotalSteps { get; init; }
    public double? EtaSeconds { get; init; }
    public DateTime? QueuedAt { get; init; }
    public DateTime? StartedAt { get; init; }
    public DateTime? EndedAt { get; init; }
    public DateTime? ArchivedAt { get; init; }
    public int Attempts { get; init; }
    public string? FailureReason { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The last values of the metrics asked for, where the run has them; NaN where that is what it was.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The values of the options asked for, as text, where its spec has them.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}
