using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Experiments;

/// <summary>Which run each new run starts from, where its arm starts from an arm or a run.</summary>
internal static class StartPoints
{
    public static async Task<Guid?> RunAsync(LabDbContext db, int? number, CancellationToken cancel) =>
        number is null ? null : await db.Runs.Where(run => run.Number == number).Select(run => (Guid?)run.Id).SingleOrDefaultAsync(cancel);

    /// <summary>Gives the runs that are about to be saved the runs that they start from: of an arm, the one of their seed, a completed one
    /// before any other and a later one before an earlier.</summary>
    public static async Task LinkAsync(LabDbContext db, CancellationToken cancel)
    {
        var made = db.ChangeTracker.Entries<Run>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity).ToList();
        // Once: every look at what is tracked compares all of it.
        var arms = db.Arms.Local.ToDictionary(arm => arm.Id);
        foreach (var run in made)
        {
            var arm = arms[run.ArmId];
            if (arm.AfterRunId is { } after && await db.Runs.AnyAsync(one => one.Id == after, cancel)) run.StartAfter(after);
            if (arm.AfterArmId is not { } from) continue;
            var there = await db.Runs.Where(one => one.ArmId == from && one.Seed == run.Seed).ToListAsync(cancel);
            var source = there.Concat(made.Where(one => one.ArmId == from && one.Seed == run.Seed))
                .OrderByDescending(one => one.State == RunState.Completed).ThenByDescending(one => one.Number).FirstOrDefault();
            if (source is not null) run.StartAfter(source.Id);
        }
    }

    /// <summary>These arms and all that they start from, directly or not.</summary>
    public static async Task<IReadOnlyCollection<Guid>> WithSourcesAsync(LabDbContext db, IReadOnlyCollection<Guid> armIds, CancellationToken cancel)
    {
        var all = armIds.ToHashSet();
        for (var next = armIds; next.Count > 0;)
        {
            var from = await db.Arms.Where(arm => next.Contains(arm.Id) && arm.AfterArmId != null).Select(arm => arm.AfterArmId!.Value).ToListAsync(cancel);
            next = [.. from.Where(all.Add)];
        }

        return all;
    }
}
