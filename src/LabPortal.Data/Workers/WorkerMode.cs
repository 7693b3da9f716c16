namespace LabPortal.Data.Workers;

/// <summary>Whether a worker takes runs. <c>Draining</c>: it is to be taken away, and finishes what it trains; its next start ends that.</summary>
public enum WorkerMode { Working, Paused, Draining }
