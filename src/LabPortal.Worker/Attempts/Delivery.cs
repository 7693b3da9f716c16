using LabPortal.Data.Runs;

namespace LabPortal.Worker.Attempts;

/// <summary>Carries an attempt's entries to the database. What was written although the answer got lost is not written twice.</summary>
internal sealed class Delivery(AttemptWriter writer, Leases leases)
{
    /// <returns>Whether the attempt still owned its run; if not, nothing was written.</returns>
    public async Task<LeaseReply> SendAsync(AttemptLease lease, SpoolEntry entry, CancellationToken cancel = default) => entry switch
    {
        { Batch: { } batch } => await writer.WriteAsync(lease, batch, cancel),
        { Checkpoint: { } checkpoint } => await KeepAsync(lease, checkpoint, cancel),
        { End: { } end } => new(await leases.EndAsync(lease, end.Outcome, end.Reason, cancel), false),
        _ => new(true, false),
    };

    private async Task<LeaseReply> KeepAsync(AttemptLease lease, SpooledCheckpoint checkpoint, CancellationToken cancel)
    {
        if (!File.Exists(checkpoint.File)) return new(true, false); // the store has it already
        var reply = await writer.KeepCheckpointAsync(lease, checkpoint.Step, checkpoint.File, checkpoint.Headline, cancel);
        File.Delete(checkpoint.File);
        return reply;
    }
}
