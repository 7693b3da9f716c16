namespace LabPortal.Data;

/// <summary>One that looks for changes, and looks once for many that come together.</summary>
public interface IChangeListener
{
    /// <summary>Returns when there may be something new since the last time; not before <paramref name="pace"/> has passed.</summary>
    Task WaitAsync(TimeSpan pace, CancellationToken cancel);
}
