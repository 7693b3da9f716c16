namespace LabPortal.Data.Runs;

public enum RunState { Draft, Queued, Running, Completed, Failed, Cancelled, Interrupted }
