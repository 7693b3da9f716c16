namespace LabPortal.Data.Runs;

/// <param name="Metrics">The last values of the metrics asked for, where the run has them; NaN where that is what it was.</param>
public sealed record RunTableRow(
    Guid Id, int Number, Guid ExperimentId, string Experiment, int ExperimentVersion, Guid ArmId, string Arm, int ArmOrdinal, long Seed,
    RunState State, long Step, long TotalSteps, double? EtaSeconds, DateTime? QueuedAt, DateTime? StartedAt, DateTime? EndedAt,
    int Attempts, string? FailureReason, int Priority, IReadOnlyDictionary<string, double> Metrics);
