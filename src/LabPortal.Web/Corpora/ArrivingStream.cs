namespace LabPortal.Web.Corpora;

/// <summary>A text on its way in: says how much has come, and tells a broken source from a full disk.</summary>
internal sealed class ArrivingStream(Stream source, IProgress<long>? progress) : Stream
{
    private long _arrived;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _arrived; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await source.ReadAsync(buffer, cancellationToken);
            progress?.Report(_arrived += read);
            return read;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A browser's, a client's and a server's stream each break in their own way.
            throw new BrokenOffException(error);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
