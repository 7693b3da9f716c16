namespace LabPortal.Data.Runs;

/// <summary>How an attempt ended. <c>Interrupted</c>: its worker stopped in good order. <c>Lost</c>: its lease ran out.</summary>
public enum AttemptOutcome { Completed, Failed, Cancelled, Interrupted, Lost }
