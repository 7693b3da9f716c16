namespace LabPortal.Data.Runs;

/// <summary>Where a run goes on: after <c>Step</c>, from a checkpoint whose content was verified.</summary>
public sealed record ResumePoint(long Step, string File, string Hash);
