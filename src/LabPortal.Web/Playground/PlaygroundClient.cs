using System.Text.Json;
using LabPortal.Data;
using LabPortal.Data.Playground;
using LabPortal.Training.Playground;
using LabPortal.Training.Specs;
using LabPortal.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Playground;

/// <summary>Asks a checkpoint: leaves the question for a worker and waits for the answer, or says why there is none.</summary>
public sealed class PlaygroundClient(
    PlaygroundStore store, IDbContextFactory<LabDbContext> contexts, LocalWorker local, PortalOptions portal, TimeProvider time)
{
    private const int MostWaiting = 20;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(15);

    // A node reports every two seconds; a machine that trains may keep it waiting.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    // Longer than the worker itself lets an answer take.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);

    public async Task<PlayResult> AskAsync(Guid run, long step, PlayOptions options, string askedBy, CancellationToken cancel)
    {
        if (await NobodyAsync(cancel) is { } nobody)
            return Refused(nobody);
        if (await store.WaitingAsync(cancel) >= MostWaiting)
            return Refused("Too many questions wait already. Ask again in a moment.");
        var id = await store.AskAsync(run, step, JsonSerializer.Serialize(options, JsonSerializerOptions.Web), askedBy, cancel);
        try
        {
            return await WaitAsync(id, cancel);
        }
        finally
        {
            await store.WithdrawAsync(id);
        }
    }

    private async Task<PlayResult> WaitAsync(Guid id, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Pace, time);
        var (start, looked) = (time.GetTimestamp(), time.GetTimestamp());
        while (await timer.WaitForNextTickAsync(cancel))
        {
            var state = await store.StateAsync(id, cancel);
            if (state.Answer is { } answer)
                return JsonSerializer.Deserialize<PlayResult>(answer, JsonSerializerOptions.Web)!;
            if (time.GetElapsedTime(start) > Patience)
                return Refused(state.Taken
                    ? "The worker took the question and did not answer in time. See its log, and ask again."
                    : "No worker has taken the question: they are busy with others. Ask again in a moment.");
            if (time.GetElapsedTime(looked) < TimeSpan.FromSeconds(1))
                continue;
            looked = time.GetTimestamp();
            if (await NobodyAsync(cancel) is { } nobody)
                return Refused(nobody);
        }

        throw new OperationCanceledException(cancel);
    }

    /// <summary>Why nobody can answer and what to do, or null.</summary>
    private async Task<string?> NobodyAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var since = time.GetUtcNow().UtcDateTime - Fresh;
        if (await db.WorkerNodes.AnyAsync(worker => worker.HeartbeatAt > since, cancel))
            return null;
        return local.Problem is { } problem ? $"No worker is running. {problem}"
            : portal.StartsWorker ? "The portal's worker has not reported yet. Ask again in a few seconds."
            : "No worker is running, and a checkpoint is asked on one. Start one on this machine: ./lab worker";
    }

    private static PlayResult Refused(string problem) => PlayResult.Refused(new SpecError("", problem));
}
