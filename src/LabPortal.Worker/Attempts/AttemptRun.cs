using LabPortal.Data;
using LabPortal.Data.Artifacts;
using LabPortal.Data.Runs;
using LabPortal.Training.Running;
using LabPortal.Training.Specs;
using LabPortal.Training.Statistics;
using LabPortal.Worker.Nodes;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Worker.Attempts;

/// <summary>Trains the run of one attempt, from its newest whole checkpoint if it has one, and says how it ended.</summary>
internal sealed class AttemptRun(
    LabStorage storage, IDbContextFactory<LabDbContext> contexts, Leases leases, AttemptWriter writer, Delivery delivery, ArtifactStore artifacts,
    TimeProvider time)
{
    /// <param name="warning">What the run's log should say of this machine.</param>
    /// <returns>False where there is no such attempt to train.</returns>
    public async Task<bool> ExecuteAsync(Guid attempt, int threads, string? warning, StopSignal stop)
    {
        var again = new Persistence(stop.Token, time);
        if (await again.CallAsync(() => leases.OpenAsync(attempt)) is not { } lease) return false;
        using var spool = Spool.Open(Scratch.For(storage.Folder, attempt), lease);
        var batches = new BatchWriter(delivery, spool, stop, time);
        var end = await TrainAsync(lease, threads, warning, spool.Folder, batches, stop, again);
        await batches.CompleteAsync(end);
        // What the database does not have yet, the supervisor brings there; this process need not wait for it.
        if (spool.IsEmpty || batches.IsLost) spool.Delete();
        return true;
    }

    private async Task<Func<SpooledEnd>> TrainAsync(
        AttemptLease lease, int threads, string? warning, string folder, BatchWriter batches, StopSignal stop, Persistence again)
    {
        var (text, seed, trained) = await again.CallAsync(() => SpecAsync(lease.RunId));
        var read = RunSpec.ParseRun(text);
        if (read.Spec is not { } spec || !read.IsValid)
            return () => new(AttemptOutcome.Failed, $"This version of the lab does not read the run's spec: {string.Join(' ', read.Errors)}");

        var start = spec.StartPoint is null ? null : await again.CallAsync(() => StartCheckpoint.FindAsync(contexts, lease.RunId));
        await again.CallAsync(() => leases.DescribeAsync(lease, EnvironmentRecord.Of(spec, seed, threads, start?.Hash)));
        var resume = await again.CallAsync(() => writer.ResumeAsync(lease));
        var weights = resume is null && start is not null ? await again.CallAsync(() => start.FetchAsync(artifacts)) : null;
        if (resume is null && spec.StartPoint is { } point && weights is null)
            return () => new(AttemptOutcome.Failed, start is null
                ? $"The run starts from {point}, of which the lab keeps no checkpoint of its end. Run that again, and this after it."
                : $"The checkpoint of run {start.Run} that the run starts from is missing or damaged ({start.Hash[..12]}…, step {start.Step}). Run that again, and this after it.");
        var environment = new RunEnvironment(threads, folder, resume?.File, CorpusFile) { InitialWeights = weights };
        var sink = new DatabaseSink(batches, lease, new(spec.Task.Headline, MetricSense.HigherIsBetter(spec.Task.Headline)), time);
        batches.Start();
        if (warning is not null) sink.Log(RunLogLevel.Warning, warning);
        if (weights is not null) sink.Log(RunLogLevel.Information, $"Starts from the weights of run {start!.Run} at step {start.Step}, checkpoint {start.Hash}.");
        using var over = new CancellationTokenSource();
        var use = new SystemUse(sink, spec.Training.Device == DeviceKind.Cuda, time).ReportAsync(over.Token);
        using var limit = new TimeLimit(TimeSpan.FromMinutes(spec.Training.MaxMinutes), trained, stop, time);
        var training = Task.Factory.StartNew(
            () => Train(spec, seed, environment, sink, stop.Token),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        // A step that does not return is left behind: it ends with the process.
        var outcome = await Task.WhenAny(training, limit.Overdue) == training ? await training : new RunOutcome(RunEnd.Cancelled, null, sink.LastStep);
        await over.CancelAsync();
        await use;
        return () => stop.Reason == StopReason.TimeUp && outcome.End == RunEnd.Cancelled
            ? new(AttemptOutcome.Failed, limit.Explain(outcome.Step, spec.Training.Steps))
            : End(outcome, stop.Reason, batches.Refusal);
    }

    // The border of a run: whatever goes wrong inside ends this run with its reason, and nothing else.
    private static RunOutcome Train(RunSpec spec, long seed, RunEnvironment environment, DatabaseSink sink, CancellationToken cancel)
    {
        try
        {
            return RunLoop.Execute(spec, seed, environment, sink, cancel);
        }
        catch (Exception error)
        {
            sink.Log(RunLogLevel.Error, error.ToString());
            var reason = WantedMemory(error)
                ? "The memory did not suffice. Make the model, the batch or the block smaller, or let fewer runs train at once."
                : $"The run stopped on an error of the lab, which its log has in full: {error.Message.Split('\n')[0]}";
            return new RunOutcome(RunEnd.Failed, reason, sink.LastStep);
        }
    }

    private static bool WantedMemory(Exception error) => error is OutOfMemoryException
        || error.Message.Contains("can't allocate memory", StringComparison.Ordinal)
        || error.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase);

    private static SpooledEnd End(RunOutcome outcome, StopReason stop, string? refusal) => (outcome.End, stop) switch
    {
        _ when refusal is not null => new(AttemptOutcome.Failed, $"The database refused what the run reported: {refusal}"),
        (RunEnd.Completed, _) => new(AttemptOutcome.Completed, null),
        (RunEnd.Failed, _) => new(AttemptOutcome.Failed, outcome.Reason),
        (_, StopReason.CancelRequested) => new(AttemptOutcome.Cancelled, null),
        _ => new(AttemptOutcome.Interrupted, $"The worker was stopped; the run goes on from step {outcome.Step}."),
    };

    // Asked for on the training thread, which has nothing to do meanwhile.
    private string? CorpusFile(string hash) => artifacts.FetchAsync(hash).GetAwaiter().GetResult();

    private async Task<(string Spec, long Seed, TimeSpan Trained)> SpecAsync(Guid runId)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var earlier = await db.Attempts.AsNoTracking().Where(attempt => attempt.RunId == runId && attempt.EndedAt != null)
            .Select(attempt => new { attempt.StartedAt, attempt.HeartbeatAt }).ToListAsync();
        var found = await db.Runs.AsNoTracking().Where(run => run.Id == runId)
            .Select(run => new { run.Arm!.SpecJson, run.Seed }).SingleAsync();
        // A clock that stepped back meanwhile must not give time back.
        return (found.SpecJson, found.Seed, TimeSpan.FromTicks(earlier.Sum(attempt => Math.Max(0, (attempt.HeartbeatAt - attempt.StartedAt).Ticks))));
    }
}
