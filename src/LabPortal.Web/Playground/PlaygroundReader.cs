using LabPortal.Data;
using LabPortal.Training.Specs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Playground;

/// <summary>Which runs can be asked.</summary>
public sealed class PlaygroundReader(IDbContextFactory<LabDbContext> contexts)
{
    private const int Listed = 200;

    /// <summary>The newest runs that have a checkpoint.</summary>
    public async Task<IReadOnlyList<PlaygroundChoice>> ChoicesAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Runs.Where(run => run.ArchivedAt == null && db.Checkpoints.Any(checkpoint => checkpoint.RunId == run.Id)).OrderByDescending(run => run.Number).Take(Listed)
            .Select(run => new PlaygroundChoice(run.Number, run.Arm!.Name, run.Seed, run.Experiment!.Name)).ToListAsync(cancel);
    }

    public async Task<PlaygroundRun?> FindAsync(int number, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var run = await db.Runs.AsNoTracking().Include(found => found.Arm).Include(found => found.Experiment).SingleOrDefaultAsync(found => found.Number == number, cancel);
        if (run is null)
            return null;
        var steps = await db.Checkpoints.Where(checkpoint => checkpoint.RunId == run.Id).Select(checkpoint => checkpoint.Step).Distinct().OrderByDescending(step => step).ToListAsync(cancel);
        var spec = RunSpec.ParseRun(run.Arm!.SpecJson).Spec;
        return new PlaygroundRun(run.Id, run.Number, run.Arm.Name, run.Seed, run.Experiment!.Name, spec?.Task, spec?.Evaluation.Examples ?? 1, steps);
    }
}
