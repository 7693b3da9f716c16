using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Trash;

/// <summary>What was thrown away and can be taken back. No query sees it unless it asks for it.</summary>
public sealed class TrashStore(IDbContextFactory<LabDbContext> contexts, TimeProvider time)
{
    /// <summary>The name of the filter that hides it.</summary>
    public const string Filter = "trash";

    private const int AtOnce = 500;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Throws runs away, but those that wait or run.</summary>
    /// <returns>Those that are in the trash now.</returns>
    public async Task<IReadOnlyList<Guid>> ThrowRunsAsync(IReadOnlyCollection<Guid> runIds, string by, CancellationToken cancel = default)
    {
        var thrown = new List<Guid>();
        foreach (var some in runIds.Chunk(AtOnce))
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await using var transaction = await db.BeginWriteAsync(cancel);
            var runs = (await db.Runs.Where(run => some.Contains(run.Id)).ToListAsync(cancel)).Where(IsQuiet).ToList();
            foreach (var run in runs) run.Trash(Now, by);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            thrown.AddRange(runs.Select(run => run.Id));
        }

        return thrown;
    }

    /// <summary>Throws an experiment away with all its runs.</summary>
    /// <returns>False where one of its runs waits or runs: then nothing was done.</returns>
    public async Task<bool> ThrowExperimentAsync(Guid experimentId, string by, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var experiment = await db.Experiments.Include(found => found.Runs).SingleOrDefaultAsync(found => found.Id == experimentId, cancel);
        if (experiment is null || !experiment.Runs.All(IsQuiet)) return false;
        var now = Now;
        experiment.Trash(now, by);
        foreach (var run in experiment.Runs) run.Trash(now, by);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    public async Task TakeOutRunsAsync(IReadOnlyCollection<Guid> runIds, CancellationToken cancel = default)
    {
        foreach (var some in runIds.Chunk(AtOnce))
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await using var transaction = await db.BeginWriteAsync(cancel);
            foreach (var run in await Trashed(db).Where(run => some.Contains(run.Id) && run.Experiment!.TrashedAt == null).ToListAsync(cancel)) run.TakeOut();
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
    }

    /// <summary>Takes an experiment back with the runs that were thrown away with it; those that were before stay in the trash.</summary>
    public async Task TakeOutExperimentAsync(Guid experimentId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var experiment = await db.Experiments.IgnoreQueryFilters().SingleOrDefaultAsync(found => found.Id == experimentId && found.TrashedAt != null, cancel);
        if (experiment is null) return;
        foreach (var run in await Trashed(db).Where(run => run.ExperimentId == experimentId && run.TrashedAt == experiment.TrashedAt).ToListAsync(cancel)) run.TakeOut();
        experiment.TakeOut();
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Everything in the trash, what came last first: experiments, and runs whose experiment is not in it.</summary>
    public async Task<IReadOnlyList<TrashItem>> AllAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var experiments = await db.Experiments.IgnoreQueryFilters().Where(found => found.TrashedAt != null)
            .Select(found => new TrashItem(found.Id, null, found.Name, found.Version, found.Runs.Count, found.TrashedAt!.Value, found.TrashedBy ?? "")).ToListAsync(cancel);
        var runs = await Trashed(db).Where(run => run.Experiment!.TrashedAt == null)
            .Select(run => new TrashItem(run.Id, run.Number, run.Experiment!.Name + ", " + run.Arm!.Name, run.Experiment.Version, 1, run.TrashedAt!.Value, run.TrashedBy ?? "")).ToListAsync(cancel);
        return [.. experiments.Concat(runs).OrderByDescending(item => item.At)];
    }

    private static bool IsQuiet(Run run) => RunTransitions.IsOver(run.State) || run.State == RunState.Draft;

    private static IQueryable<Run> Trashed(LabDbContext db) => db.Runs.IgnoreQueryFilters().Where(run => run.TrashedAt != null);
}
