namespace LabPortal.Data.Runs;

/// <summary>The answer to a heartbeat or a write.</summary>
/// <param name="Held">False: the lease is lost, nothing was written and nothing will be; the attempt must stop.</param>
/// <param name="CancelRequested">True: somebody asked for the run's end.</param>
public readonly record struct LeaseReply(bool Held, bool CancelRequested);
