using LabPortal.Data;
using LabPortal.Data.Metrics;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Web.Samples;
using LabPortal.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Api;

/// <summary>Runs over HTTP, by their number.</summary>
public static class RunApi
{
    public static void MapRuns(this WebApplication app)
    {
        var runs = app.MapGroup("/api/runs");
        runs.MapGet("{number:int}", ShowAsync);
        runs.MapGet("{number:int}/metrics", MetricsAsync);
        runs.MapGet("{number:int}/samples", SamplesAsync);
        runs.MapPost("{number:int}/cancel", CancelAsync).RequireAuthorization(PortalSecurity.Launch).AddEndpointFilter<SameSite>();
    }

    private static async Task<IResult> ShowAsync(int number, IDbContextFactory<LabDbContext> contexts, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var run = await db.Runs.AsNoTracking().Include(found => found.Arm).Include(found => found.Experiment).SingleOrDefaultAsync(found => found.Number == number, cancel);
        return run is null ? Results.NotFound() : Results.Ok(new
        {
            run.Number, experiment = run.Experiment!.Name, experimentId = run.ExperimentId, arm = run.Arm!.Name, run.Seed, state = Name(run.State), run.Step, run.TotalSteps,
            run.EtaSeconds, run.QueuedAt, run.StartedAt, run.EndedAt, run.Attempts, run.FailureReason, run.Arm.SpecHash,
            after = await db.Runs.Where(before => before.Id == run.AfterRunId).Select(before => (int?)before.Number).SingleOrDefaultAsync(cancel),
        });
    }

    private static async Task<IResult> MetricsAsync(int number, IDbContextFactory<LabDbContext> contexts, IMetricStore metrics, string? names, long? from, long? to, int buckets = 1000, CancellationToken cancel = default)
    {
        if (await IdAsync(number, contexts, cancel) is not { } id)
            return Results.NotFound();
        var wanted = names?.Split(',') ?? (await metrics.SeriesAsync([id], cancel)).Select(series => series.Name).ToArray();
        var curves = await metrics.ReadAsync([id], wanted, from, to, Math.Clamp(buckets, 1, 10_000), cancel);
        return Results.Ok(curves.Select(curve => new { curve.Name, curve.Count, points = curve.Buckets.Select(bucket => new { step = bucket.ToStep, last = Finite(bucket.Last), min = Finite(bucket.Min), max = Finite(bucket.Max), bucket.Count }) }));
    }

    private static async Task<IResult> SamplesAsync(int number, IDbContextFactory<LabDbContext> contexts, long? step, CancellationToken cancel)
    {
        if (await IdAsync(number, contexts, cancel) is not { } id)
            return Results.NotFound();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db.Samples.AsNoTracking().Where(sample => sample.RunId == id && (step == null || sample.Step == step)).OrderBy(sample => sample.Step).ThenBy(sample => sample.Index).Take(5000).ToListAsync(cancel);
        return Results.Ok(rows.Select(SampleView.Of));
    }

    private static async Task<IResult> CancelAsync(int number, IDbContextFactory<LabDbContext> contexts, IRunQueue queue, CancellationToken cancel) =>
        await IdAsync(number, contexts, cancel) is not { } id ? Results.NotFound()
        : await queue.CancelAsync(id, cancel) ? Results.Accepted($"/api/runs/{number}")
        : Results.Problem($"Run {number} is over already.", statusCode: 409);

    private static async Task<Guid?> IdAsync(int number, IDbContextFactory<LabDbContext> contexts, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Runs.Where(run => run.Number == number).Select(run => (Guid?)run.Id).SingleOrDefaultAsync(cancel);
    }

    private static string Name(RunState state) => state.ToString().ToLowerInvariant();

    // JSON has no NaN.
    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
