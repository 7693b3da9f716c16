using LabPortal.Data.Runs;

namespace LabPortal.Web.Workers;

/// <summary>An attempt that is over, in the history of the workers.</summary>
public sealed record AttemptLine(
    Guid Id, int Run, string Arm, string Worker, int? Device, DateTime StartedAt, DateTime EndedAt, AttemptOutcome Outcome, string? Reason, string? Pattern, double? WaitedSeconds);
