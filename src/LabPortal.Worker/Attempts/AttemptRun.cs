using LabPortal.Data;
using LabPortal.Data.Artifacts;
using LabPortal.Data.Runs;
using LabPortal.Training.Running;
using LabPortal.Training.Specs;
using LabPortal.Worker.Nodes;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Worker.Attempts;

/// <summary>Trains the run of one attempt, from its newest whole checkpoint if it has one, and says how it ended.</summary>
internal sealed class AttemptRun(
    LabStorage storage, IDbContextFactory<LabDbContext> contexts, Leases leases, AttemptWriter writer, ArtifactStore artifacts, TimeProvider time)
{
    /// <param name="warning">What the run's log should say of this machine.</param>
    /// <returns>False where there is no such attempt to train.</returns>
    public async Task<bool> ExecuteAsync(Guid attempt, int threads, string? warning, StopSignal stop)
    {
        if (await leases.OpenAsync(attempt) is not { } lease) return false;
        var (text, seed) = await SpecAsync(lease.RunId);
        var read = RunSpec.ParseRun(text);
        if (read.Spec is not { } spec || !read.IsValid)
            return await leases.EndAsync(lease, AttemptOutcome.Failed,
                $"This version of the lab does not read the run's spec: {string.Join(' ', read.Errors)}");

        await leases.DescribeAsync(lease, EnvironmentRecord.Of(spec, seed, threads));
        var resume = await writer.ResumeAsync(lease);
        var folder = Scratch.For(storage.Folder, attempt);
        var environment = new RunEnvironment(threads, folder, resume?.File, CorpusFile);
        var batches = new BatchWriter(writer, lease, stop, time);
        var sink = new DatabaseSink(batches, writer, lease, stop, time);
        batches.Start();
        if (warning is not null) sink.Log(RunLogLevel.Warning, warning);
        using var over = new CancellationTokenSource();
        var use = new SystemUse(sink, spec.Training.Device == DeviceKind.Cuda, time).ReportAsync(over.Token);
        var outcome = await Task.Factory.StartNew(
            () => Train(spec, seed, environment, sink, stop.Token),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await over.CancelAsync();
        await use;
        await batches.CompleteAsync();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        var (end, reason) = End(outcome, stop.Reason);
        await leases.EndAsync(lease, end, reason);
        return true;
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

    private static (AttemptOutcome, string?) End(RunOutcome outcome, StopReason stop) => (outcome.End, stop) switch
    {
        (RunEnd.Completed, _) => (AttemptOutcome.Completed, null),
        (RunEnd.Failed, _) => (AttemptOutcome.Failed, outcome.Reason),
        (_, StopReason.CancelRequested) => (AttemptOutcome.Cancelled, null),
        (_, StopReason.RecordsLost) => (AttemptOutcome.Failed, "Its records could not be written to the database: see whether the disk is full."),
        _ => (AttemptOutcome.Interrupted, $"The worker was stopped; the run goes on from step {outcome.Step}."),
    };

    private string? CorpusFile(string hash) =>
        ArtifactStore.IsHash(hash) && artifacts.PathOf(hash) is var path && File.Exists(path) ? path : null;

    private async Task<(string Spec, long Seed)> SpecAsync(Guid runId)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var found = await db.Runs.AsNoTracking().Where(run => run.Id == runId)
            .Select(run => new { run.Arm!.SpecJson, run.Seed }).SingleAsync();
        return (found.SpecJson, found.Seed);
    }
}
