namespace LabPortal.Data.Runs;

public sealed record AttemptProgress(long Step, long TotalSteps, double? EtaSeconds);
