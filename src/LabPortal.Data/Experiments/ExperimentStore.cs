using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Experiments;

/// <summary>Keeps experiments and makes their runs.</summary>
public sealed class ExperimentStore(IDbContextFactory<LabDbContext> contexts, IRunQueue queue, TimeProvider time)
{
    /// <summary>Keeps an experiment with a draft run for each arm and seed. A name that exists becomes its next version.</summary>
    public async Task<Experiment> CreateAsync(NewExperiment wanted, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var version = 1 + (await db.Experiments.IgnoreQueryFilters().Where(e => e.Name == wanted.Name).MaxAsync(e => (int?)e.Version, cancel) ?? 0);
        var experiment = new Experiment(
            wanted.Name, wanted.Description, version, wanted.SpecJson, wanted.SpecHash, time.GetUtcNow().UtcDateTime, wanted.CreatedBy);
        if (wanted.HalvingJson is { } halving) experiment.StopWeakArms(halving);
        if (wanted is { StudyName: { } study, Budget: { } budget }) experiment.BelongTo(study, budget);
        db.Experiments.Add(experiment);
        var arms = wanted.Arms
            .Select((arm, i) => new Arm(experiment, i, arm.Name, arm.SpecJson, arm.SpecHash, arm.TotalSteps, arm.Slot, arm.NeedsMemoryBytes)).ToList();
        foreach (var (arm, wish) in arms.Zip(wanted.Arms))
            arm.StartAfter(arms.Find(other => other.Name == wish.AfterArm)?.Id, await StartPoints.RunAsync(db, wish.AfterRun, cancel));
        db.Arms.AddRange(arms);
        foreach (var some in wanted.ArmByArm ? arms.Chunk(1) : [[.. arms]]) await AddRunsAsync(db, some, wanted.Seeds, cancel);
        await StartPoints.LinkAsync(db, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return experiment;
    }

    /// <summary>Queues every draft run of an experiment; returns how many.</summary>
    public async Task<int> QueueAsync(Guid experimentId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var drafts = await db.Runs
            .Where(r => r.ExperimentId == experimentId && r.State == RunState.Draft).Select(r => r.Id).ToListAsync(cancel);
        await queue.EnqueueAsync(drafts, cancel);
        return drafts.Count;
    }

    /// <summary>Queues what an experiment lacks for these seeds, but not in arms that were stopped early. Returns how many.</summary>
    public async Task<int> QueueMissingAsync(Guid experimentId, IReadOnlyCollection<long> seeds, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return (await QueueArmsAsync(await db.Arms.Where(a => a.ExperimentId == experimentId && !db.HalvingDecisions.Any(d => d.ArmId == a.Id)).Select(a => a.Id).ToListAsync(cancel), seeds, cancel)).Count;
    }

    /// <summary>Queues what arms lack for these seeds: runs never made, drafts, and failed or cancelled ones again. Returns the runs
    /// that were queued, those among them that others start from.</summary>
    public async Task<IReadOnlyList<Guid>> QueueArmsAsync(IReadOnlyCollection<Guid> armIds, IReadOnlyCollection<long> seeds, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        armIds = await StartPoints.WithSourcesAsync(db, armIds, cancel);
        await using (var transaction = await db.BeginWriteAsync(cancel))
        {
            var arms = await db.Arms.Include(a => a.Runs).Where(a => armIds.Contains(a.Id)).OrderBy(a => a.Ordinal).ToListAsync(cancel);
            foreach (var arm in arms) await AddRunsAsync(db, [arm], [.. seeds.Except(arm.Runs.Select(r => r.Seed))], cancel);
            await StartPoints.LinkAsync(db, cancel);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        var runs = await db.Runs.AsNoTracking().Where(r => armIds.Contains(r.ArmId) && seeds.Contains(r.Seed)).ToListAsync(cancel);
        var missing = runs.GroupBy(r => (r.ArmId, r.Seed))
            .Where(same => same.All(r => r.State is RunState.Draft or RunState.Failed or RunState.Cancelled))
            .Select(same => same.MaxBy(r => r.Number)!.Id).ToList();
        await queue.EnqueueAsync(missing, cancel);
        return missing;
    }

    /// <summary>Makes and queues another run of the same arm with the same seed; the first stays as it is.</summary>
    public async Task<Run> RunAgainAsync(Guid runId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        Run again;
        await using (var transaction = await db.BeginWriteAsync(cancel))
        {
            var run = await db.Runs.Include(r => r.Arm).SingleAsync(r => r.Id == runId, cancel);
            again = (await AddRunsAsync(db, [run.Arm!], [run.Seed], cancel))[0];
            if (run.AfterRunId is { } after) again.StartAfter(after);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        await queue.EnqueueAsync([again.Id], cancel);
        return again;
    }

    /// <summary>Puts an experiment away from the lists, or back.</summary>
    public async Task ArchiveAsync(Guid experimentId, bool archived, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var experiment = await db.Experiments.SingleAsync(e => e.Id == experimentId, cancel);
        if (archived)
            experiment.Archive(time.GetUtcNow().UtcDateTime);
        else
            experiment.Restore();
        await db.SaveChangesAsync(cancel);
    }

    // Seed by seed, so that early on there is already one run of each arm to compare.
    private static async Task<List<Run>> AddRunsAsync(
        LabDbContext db, IReadOnlyList<Arm> arms, IReadOnlyCollection<long> seeds, CancellationToken cancel)
    {
        var number = Math.Max(
            await db.Runs.IgnoreQueryFilters().MaxAsync(r => (int?)r.Number, cancel) ?? 0,
            db.Runs.Local.Select(r => r.Number).DefaultIfEmpty().Max());
        var runs = seeds.SelectMany(seed => arms, (seed, arm) => new Run(arm, seed, ++number)).ToList();
        db.Runs.AddRange(runs);
        return runs;
    }
}
