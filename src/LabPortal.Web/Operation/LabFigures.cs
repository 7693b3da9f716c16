using LabPortal.Data;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Operation;

/// <summary>What a monitor asks of the lab.</summary>
public sealed class LabFigures(
    IDbContextFactory<LabDbContext> contexts, LabDatabase database, Readiness readiness, RequestCount requests, IngestRate ingest, TimeProvider time)
{
    public async Task<string> WriteAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var states = await db.Runs.GroupBy(run => run.State).Select(runs => new { runs.Key, Count = runs.Count() }).ToDictionaryAsync(runs => runs.Key, runs => runs.Count, cancel);
        var slots = await db.Runs.Where(run => run.State == RunState.Queued || run.State == RunState.Running)
            .GroupBy(run => new { run.State, run.Arm!.Slot }).Select(runs => new { runs.Key.State, runs.Key.Slot, Count = runs.Count() }).ToListAsync(cancel);
        var oldest = await db.Runs.Where(run => run.State == RunState.Queued).MinAsync(run => run.QueuedAt, cancel);
        var workers = await db.WorkerNodes.AsNoTracking().ToListAsync(cancel);
        var alive = workers.Where(worker => worker.IsAlive(now)).ToList();
        var text = new PrometheusText()
            .Gauge("labportal_runs", "Runs by state.", Enum.GetValues<RunState>().Select(state => (State(state), (double)states.GetValueOrDefault(state))))
            .Gauge("labportal_slot_runs", "Runs that wait for or hold a slot.", slots.Select(slot => (PrometheusText.Labels("state", Word(slot.State), "slot", slot.Slot), (double)slot.Count)))
            .Gauge("labportal_queue_oldest_seconds", "How long the oldest queued run has waited.", ("", oldest is { } since ? Math.Max(0, (now - since).TotalSeconds) : 0))
            .Gauge("labportal_workers", "Workers, by whether they report.", (PrometheusText.Labels("state", "alive"), alive.Count), (PrometheusText.Labels("state", "silent"), workers.Count - alive.Count))
            .Gauge("labportal_worker_up", "Whether a worker reports.", workers.Select(worker => (PrometheusText.Labels("worker", worker.Name, "slots", worker.Slots), worker.IsAlive(now) ? 1.0 : 0)))
            .Gauge("labportal_database_bytes", "Size of the database.", ("", await database.BytesAsync(cancel)))
            .Gauge("labportal_artifact_bytes", "Size of all artifacts.", ("", await db.Artifacts.SumAsync(artifact => (long?)artifact.Bytes, cancel) ?? 0))
            .Gauge("labportal_disk_free_bytes", "Free space where the data folder is.", ("", readiness.FreeBytes()))
            .Gauge("labportal_process_resident_bytes", "Memory of the portal.", ("", Environment.WorkingSet))
            .Counter("labportal_http_requests_total", "Requests answered.", requests.All.Select(total => (PrometheusText.Labels("method", total.Method, "status", total.Status), (double)total.Requests)))
            .Counter("labportal_http_request_seconds_total", "Time that answering them took.", requests.All.Select(total => (PrometheusText.Labels("method", total.Method, "status", total.Status), total.Seconds)));
        if (await ingest.LookAsync(db, cancel) is { } rate) text.Gauge("labportal_ingest_points_per_second", "Metric points recorded a second since the last look.", ("", rate));
        return text.ToString();
    }

    private static string State(RunState state) => PrometheusText.Labels("state", Word(state));

    private static string Word(RunState state) => state.ToString().ToLowerInvariant();
}
