namespace LabPortal.Data;

/// <summary>Tells when it is time to look for what other processes changed.</summary>
public interface IChangeSignal
{
    /// <summary>What a listener waits at most.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>Hears of these changes from now on, for as long as the signal lives; what comes between two waits is heard by the second.</summary>
    IChangeListener Listen(Changes of);
}
