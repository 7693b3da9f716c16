using LabPortal.Data.Artifacts;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Trash;

/// <summary>Deletes what is in the trash, for good.</summary>
public sealed class Purge(IDbContextFactory<LabDbContext> contexts, ArtifactStore artifacts)
{
    /// <summary>What <see cref="RunAsync"/> would free. Files that something outside the trash refers to do not count.</summary>
    public async Task<PurgeSize> WeighAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var runs = Trashed(db);
        var ids = runs.Select(run => run.Id);
        var rows = 0L;
        foreach (var table in Records(db, ids)) rows += await table.CountAsync(cancel);
        var (experiments, count) = (await Experiments(db).CountAsync(cancel), await runs.CountAsync(cancel));
        var ofArms = db.Arms.Where(arm => Experiments(db).Select(found => found.Id).Contains(arm.ExperimentId));
        var arms = await ofArms.CountAsync(cancel) + await db.ArmOptions.CountAsync(option => ofArms.Select(arm => arm.Id).Contains(option.ArmId), cancel)
            + await db.HalvingDecisions.CountAsync(decision => ofArms.Select(arm => arm.Id).Contains(decision.ArmId), cancel);
        var own = db.Checkpoints.Where(checkpoint => ids.Contains(checkpoint.RunId)).Select(checkpoint => checkpoint.ArtifactHash);
        var files = db.Artifacts.Where(artifact => own.Contains(artifact.Hash)
            && !db.Checkpoints.Any(other => other.ArtifactHash == artifact.Hash && !ids.Contains(other.RunId)) && !db.Corpora.Any(corpus => corpus.Hash == artifact.Hash));
        var number = await files.CountAsync(cancel);
        return new(experiments, count, rows + count + experiments + arms + number, number, await files.SumAsync(file => (long?)file.Bytes, cancel) ?? 0);
    }

    /// <summary>Deletes run by run, each whole: who breaks it off has a shorter trash.</summary>
    /// <returns>What was freed, measured.</returns>
    public async Task<PurgeSize> RunAsync(CancellationToken cancel = default)
    {
        List<Guid> runs, experiments;
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            runs = await Trashed(db).Select(run => run.Id).ToListAsync(cancel);
            experiments = await Experiments(db).Select(found => found.Id).ToListAsync(cancel);
        }

        var freed = new PurgeSize(0, 0, 0, 0, 0);
        foreach (var run in runs) freed = Sum(freed, await OneAsync(run, cancel));
        foreach (var experiment in experiments) freed = Sum(freed, await ExperimentAsync(experiment, cancel));
        return freed;
    }

    private async Task<PurgeSize> OneAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var run = Trashed(db).Where(run => run.Id == id);
        if (!await run.AnyAsync(cancel)) return new(0, 0, 0, 0, 0); // taken out meanwhile
        var hashes = await db.Checkpoints.Where(checkpoint => checkpoint.RunId == id).Select(checkpoint => checkpoint.ArtifactHash).Distinct().ToListAsync(cancel);
        var rows = 0L;
        foreach (var table in Records(db, run.Select(found => found.Id))) rows += await table.DeleteAsync(cancel);
        rows += await run.ExecuteDeleteAsync(cancel);
        var (files, bytes) = (0, 0L);
        foreach (var hash in hashes)
        {
            bytes += await artifacts.DropAsync(db, hash, cancel);
            if (await db.Artifacts.AnyAsync(artifact => artifact.Hash == hash, cancel)) continue;
            files++;
        }

        await transaction.CommitAsync(cancel);
        return new(0, 1, rows + files, files, bytes);
    }

    private async Task<PurgeSize> ExperimentAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var experiment = Experiments(db).Where(found => found.Id == id);
        if (!await experiment.AnyAsync(cancel) || await db.Runs.IgnoreQueryFilters().AnyAsync(run => run.ExperimentId == id, cancel)) return new(0, 0, 0, 0, 0);
        var arms = db.Arms.Where(arm => arm.ExperimentId == id);
        long rows = await db.ArmOptions.Where(option => arms.Select(arm => arm.Id).Contains(option.ArmId)).ExecuteDeleteAsync(cancel);
        rows += await db.HalvingDecisions.Where(decision => arms.Select(arm => arm.Id).Contains(decision.ArmId)).ExecuteDeleteAsync(cancel);
        rows += await arms.ExecuteDeleteAsync(cancel);
        rows += await experiment.ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new(1, 0, rows, 0, 0);
    }

    private static PurgeSize Sum(PurgeSize a, PurgeSize b) =>
        new(a.Experiments + b.Experiments, a.Runs + b.Runs, a.Rows + b.Rows, a.Files + b.Files, a.Bytes + b.Bytes);

    private static IQueryable<Run> Trashed(LabDbContext db) => db.Runs.IgnoreQueryFilters().Where(run => run.TrashedAt != null);

    private static IQueryable<Experiments.Experiment> Experiments(LabDbContext db) => db.Experiments.IgnoreQueryFilters().Where(found => found.TrashedAt != null);

    // Everything that hangs on a run, each table before the one that it refers to.
    private static IReadOnlyList<(Func<CancellationToken, Task<int>> CountAsync, Func<CancellationToken, Task<int>> DeleteAsync)> Records(LabDbContext db, IQueryable<Guid> runs) =>
    [
        Table(db.MetricChunks.Where(chunk => db.MetricSeries.Where(series => runs.Contains(series.RunId)).Select(series => series.Id).Contains(chunk.SeriesId))),
        Table(db.MetricSeries.Where(series => runs.Contains(series.RunId))),
        Table(db.LogLines.Where(line => runs.Contains(line.RunId))),
        Table(db.Samples.Where(sample => runs.Contains(sample.RunId))),
        Table(db.ExampleOutcomes.Where(outcomes => runs.Contains(outcomes.RunId))),
        Table(db.ProbeResults.Where(probe => runs.Contains(probe.RunId))),
        Table(db.Checkpoints.Where(checkpoint => runs.Contains(checkpoint.RunId))),
        Table(db.RunTags.Where(tag => runs.Contains(tag.RunId))),
        Table(db.Attempts.Where(attempt => runs.Contains(attempt.RunId))),
    ];

    private static (Func<CancellationToken, Task<int>>, Func<CancellationToken, Task<int>>) Table<T>(IQueryable<T> rows) where T : class =>
        (cancel => rows.IgnoreQueryFilters().CountAsync(cancel), cancel => rows.IgnoreQueryFilters().ExecuteDeleteAsync(cancel));
}
