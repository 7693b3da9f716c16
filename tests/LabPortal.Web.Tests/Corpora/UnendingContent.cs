using System.Net;

namespace LabPortal.Web.Tests.Corpora;

/// <summary>An upload that sends some text and then hangs.</summary>
internal sealed class UnendingContent(long? announced = null) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(new byte[1 << 18], cancellationToken);
        await stream.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    protected override bool TryComputeLength(out long length) => (length = announced ?? 0) > 0;
}
