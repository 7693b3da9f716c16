namespace LabPortal.Data.Tests;

/// <summary>An upload whose connection drops after the given bytes.</summary>
internal sealed class BreakingStream(byte[] content) : MemoryStream(content)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await base.ReadAsync(buffer, cancellationToken);
        return read > 0 ? read : throw new IOException("The connection was closed.");
    }
}
