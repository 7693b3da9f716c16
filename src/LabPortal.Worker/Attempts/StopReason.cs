namespace LabPortal.Worker.Attempts;

/// <summary>Why an attempt is to stop before its run is over.</summary>
internal enum StopReason { None, CancelRequested, WorkerStopped, LeaseLost, RecordsRefused, TimeUp }
