namespace LabPortal.Worker.Attempts;

/// <summary>One token for everything that can end an attempt early; the first reason counts.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private int _reason;

    public CancellationToken Token => _source.Token;

    public StopReason Reason => (StopReason)Volatile.Read(ref _reason);

    public void Raise(StopReason reason)
    {
        if (Interlocked.CompareExchange(ref _reason, (int)reason, (int)StopReason.None) != (int)StopReason.None) return;
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt has just ended by itself.
        }
    }

    public void Dispose() => _source.Dispose();
}
