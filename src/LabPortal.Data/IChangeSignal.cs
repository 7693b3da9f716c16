namespace LabPortal.Data;

/// <summary>Tells when it is time to look for changed runs.</summary>
public interface IChangeSignal
{
    /// <summary>What a listener waits at most.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Returns when a run may have changed; not before <paramref name="pace"/> has passed.</summary>
    Task WaitAsync(TimeSpan pace, CancellationToken cancel);
}
