namespace LabPortal.Data.Runs;

/// <summary>Where a run goes on: at <c>Step</c>, which it reports anew, from a checkpoint whose content was verified.</summary>
public sealed record ResumePoint(long Step, string File, string Hash);
