using LabPortal.Data;
using LabPortal.Data.Runs;
using LabPortal.Worker.Attempts;

namespace LabPortal.Worker.Nodes;

/// <summary>Brings to the database what an attempt whose process is gone left on this machine, its end last.</summary>
internal sealed class SpoolReplay(Delivery delivery)
{
    /// <param name="spool">Is deleted once the database has it all, or the run has gone to another attempt.</param>
    /// <returns>Whether the attempt still had its run; null while the database is away: try again.</returns>
    public async Task<bool?> TryAsync(Spool spool)
    {
        try
        {
            var held = true;
            for (; held && spool.Peek() is { } entry; spool.Drop()) held = await SendAsync(spool.Lease, entry);
            spool.Delete();
            return held;
        }
        catch (Exception error) when (PassingFault.Is(error))
        {
            return null;
        }
    }

    private async Task<bool> SendAsync(AttemptLease lease, SpoolEntry entry)
    {
        try
        {
            return (await delivery.SendAsync(lease, entry)).Held;
        }
        catch (Exception error) when (!PassingFault.Is(error))
        {
            var reason = $"The database refused what the run reported: {error.GetBaseException().Message}";
            return (await delivery.SendAsync(lease, new SpoolEntry { End = new(AttemptOutcome.Failed, reason) })).Held;
        }
    }
}
