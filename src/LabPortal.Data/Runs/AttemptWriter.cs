using LabPortal.Data.Artifacts;
using LabPortal.Data.Metrics;
using LabPortal.Data.Settings;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Runs;

/// <summary>Writes what an attempt records. Every write checks the attempt's fence in its own transaction and renews its lease.</summary>
public sealed class AttemptWriter(
    IDbContextFactory<LabDbContext> contexts, IMetricStore metrics, ArtifactStore artifacts, TimeProvider time)
{
    public async Task<LeaseReply> WriteAsync(AttemptLease lease, AttemptBatch batch, CancellationToken cancel = default)
    {
        await using var write = await FencedWrite.BeginRecordsAsync(contexts, lease, cancel);
        if (write is null) return default;
        if (batch.Number > write.Attempt.LastBatch)
        {
            write.Attempt.Receive(batch.Number);
            await metrics.AppendAsync(write, batch.Metrics, cancel);
            write.Db.AddRange(batch.Logs.Select(line => line with { RunId = lease.RunId, AttemptId = lease.AttemptId }));
            write.Db.AddRange(batch.Samples.Select(sample => sample with { RunId = lease.RunId }));
            write.Db.AddRange(batch.Probes.Select(probe => probe with { RunId = lease.RunId }));
            if (batch.Outcomes is { } outcomes)
            {
                await write.Db.ExampleOutcomes.Where(o => o.RunId == lease.RunId).ExecuteDeleteAsync(cancel);
                write.Db.Add(outcomes with { RunId = lease.RunId });
            }

            write.Run.Progress(batch.Progress ?? new(write.Run.Step, write.Run.TotalSteps, write.Run.EtaSeconds));
        }

        return await CommitAsync(write, cancel);
    }

    /// <summary>Keeps a complete checkpoint, and of the run's older ones what <see cref="RetentionSettings"/> say.</summary>
    /// <param name="headline">By which the run is judged; what was recorded of it before this call is what the checkpoint stands at.</param>
    public async Task<LeaseReply> KeepCheckpointAsync(AttemptLease lease, long step, string file, Headline? headline = null, CancellationToken cancel = default)
    {
        await using var content = File.OpenRead(file);
        using var staged = await artifacts.StageAsync(content, long.MaxValue, cancel);
        await using var write = await FencedWrite.BeginAsync(contexts, lease, cancel);
        if (write is null) return default;
        var artifact = await artifacts.PlaceAsync(write.Db, staged, "checkpoint", cancel);
        var kept = await write.Db.Checkpoints.Where(c => c.RunId == lease.RunId).OrderByDescending(c => c.Step).ToListAsync(cancel);
        if (!kept.Exists(c => c.Step == step && c.ArtifactHash == artifact.Hash))
        {
            var score = headline is null ? null : await write.Db.MetricSeries.Where(s => s.RunId == lease.RunId && s.Name == headline.Metric).Select(s => s.Last).SingleOrDefaultAsync(cancel);
            kept.Add(new(lease.RunId, step, artifact.Hash, artifact.Bytes, Now) { Score = score });
            write.Db.Checkpoints.Add(kept[^1]);
        }

        var retention = await SettingStore.ReadAsync(write.Db, RetentionSettings.Key, RetentionSettings.Default, cancel);
        var old = retention.Superfluous(kept, headline?.HigherIsBetter ?? true).Where(c => c.Step < step).ToList();
        write.Db.Checkpoints.RemoveRange(old);
        write.Run.ForgetLosses();
        await write.Db.SaveChangesAsync(cancel);
        foreach (var checkpoint in old) await artifacts.DropAsync(write.Db, checkpoint.ArtifactHash, cancel);
        return await CommitAsync(write, cancel);
    }

    /// <summary>Finds the newest checkpoint that is whole, and takes back what earlier attempts recorded from its step on (all,
    /// where there is none): the run reports that step anew. Call it once, before the first batch.</summary>
    public async Task<ResumePoint?> ResumeAsync(AttemptLease lease, CancellationToken cancel = default)
    {
        var (whole, damaged) = await FindWholeAsync(lease.RunId, cancel);
        await using var write = await FencedWrite.BeginAsync(contexts, lease, cancel);
        if (write is null) return null;
        var step = whole?.Checkpoint.Step;
        await metrics.TruncateAsync(write, step - 1, cancel);
        await write.Db.Samples.Where(s => s.RunId == lease.RunId && (step == null || s.Step >= step)).ExecuteDeleteAsync(cancel);
        await write.Db.ExampleOutcomes.Where(o => o.RunId == lease.RunId && (step == null || o.Step >= step)).ExecuteDeleteAsync(cancel);
        await write.Db.ProbeResults.Where(p => p.RunId == lease.RunId && (step == null || p.Step >= step)).ExecuteDeleteAsync(cancel);
        await write.Db.Checkpoints.Where(c => c.RunId == lease.RunId && (step == null || c.Step > step)).ExecuteDeleteAsync(cancel);
        write.Attempt.ResumeFrom(step);
        write.Db.AddRange(damaged.Select(lost => new LogLine(lease.RunId, lease.AttemptId, Now, "warning",
            $"The checkpoint of step {lost} is missing or damaged; {(step is null ? "no other is left, and the run starts over." : $"the run goes on from the one of step {step}.")}")));
        write.Run.Progress(new(step ?? 0, write.Run.TotalSteps, null));
        await CommitAsync(write, cancel);
        return whole is null ? null : new(whole.Value.Checkpoint.Step, whole.Value.File, whole.Value.Checkpoint.ArtifactHash);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task<LeaseReply> CommitAsync(FencedWrite write, CancellationToken cancel)
    {
        write.Attempt.Renew(Now, Leases.Duration);
        await write.CommitAsync(cancel);
        return new(true, write.Run.CancelRequestedAt is not null);
    }

    private async Task<((Checkpoint Checkpoint, string File)? Whole, IReadOnlyList<long> Damaged)> FindWholeAsync(Guid runId, CancellationToken cancel)
    {
        var damaged = new List<long>();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        foreach (var checkpoint in await db.Checkpoints.AsNoTracking()
            .Where(c => c.RunId == runId).OrderByDescending(c => c.Step).ThenByDescending(c => c.At).ToListAsync(cancel))
        {
            if (await artifacts.FetchAsync(checkpoint.ArtifactHash, cancel) is { } file) return ((checkpoint, file), damaged);
            damaged.Add(checkpoint.Step);
        }

        return (null, damaged);
    }
}
