namespace LabPortal.Training.Decoding;

/// <summary>
/// What a network keeps of the tokens that it has read, so that the next ones cost only themselves. Each kind of network has
/// its own: keys and values, a recurrent state. This one keeps nothing, and the network reads all again.
/// </summary>
public class DecodingState : IDisposable
{
    /// <summary>Tokens of each row that it holds.</summary>
    public int Read { get; protected set; }

    /// <summary>Forgets all but the first tokens.</summary>
    public virtual void Keep(int tokens)
    {
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
