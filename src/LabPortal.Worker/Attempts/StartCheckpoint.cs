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
        return await (
            from run in db.Runs.AsNoTracking()
            join before in db.Runs on run.AfterRunId equals before.Id
            join kept in db.Checkpoints on before.Id equals kept.RunId
            where run.Id == runId && before.State == RunState.Completed && kept.Step == before.TotalSteps
            orderby kept.At descending
            select new StartCheckpoint(before.Number, kept.Step, kept.ArtifactHash)).FirstOrDefaultAsync();
    }

    /// <summary>The file, whole; null where it is missing or damaged. Another checkpoint of that run would be another start.</summary>
    public Task<string?> FetchAsync(ArtifactStore artifacts) => artifacts.FetchAsync(Hash);
}
