using LabPortal.Data;
using LabPortal.Data.Artifacts;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Worker.Attempts;

/// <summary>The checkpoint whose weights a run starts from: the last one of the run before it.</summary>
/// <param name="Run">That run's number.</param>
/// <param name="Hash">Recorded with each attempt: it names the weights exactly.</param>
internal sealed record StartCheckpoint(int Run, long Step, string Hash)
{
    /// <returns>Null where the run before it is gone, has not completed or keeps no checkpoint of its end.</returns>
    public static async Task<StartCheckpoint?> FindAsync(IDbContextFactory<LabDbContext> contexts, Guid runId)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Checkpoints.AsNoTracking()
            .Join(db.Runs.Where(run => run.Id == runId), kept => (Guid?)kept.RunId, run => run.AfterRunId, (kept, run) => new { kept, run.After })
            .Where(found => found.After!.State == RunState.Completed && found.kept.Step == found.After.TotalSteps)
            .OrderByDescending(found => found.kept.At)
            .Select(found => new StartCheckpoint(found.After!.Number, found.kept.Step, found.kept.ArtifactHash)).FirstOrDefaultAsync();
    }

    /// <summary>The file, whole; null where it is missing or damaged. Another checkpoint of that run would be another start.</summary>
    public Task<string?> FetchAsync(ArtifactStore artifacts) => artifacts.FetchAsync(Hash);
}
