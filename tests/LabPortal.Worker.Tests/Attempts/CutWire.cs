using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace LabPortal.Worker.Tests.Attempts;

/// <summary>The way to the database, which a test can cut.</summary>
internal sealed class CutWire : DbConnectionInterceptor
{
    public bool IsCut { get; set; }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        IsCut ? throw new SocketException((int)SocketError.HostUnreachable) : ValueTask.FromResult(result);
}
