namespace LabPortal.Data;

/// <summary>Tells when it is time to look for changed runs.</summary>
public interface IChangeSignal
{
    /// <summary>What a listener waits at most.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Returns when a run may have changed; not before <paramref name="pace"/> has passed.</summary>
    /// <param name="ofRecords">Whether what attempts record counts, as it comes many times a second; else only what changes states and the queue.</param>
    Task WaitAsync(bool ofRecords, TimeSpan pace, CancellationToken cancel);
}
