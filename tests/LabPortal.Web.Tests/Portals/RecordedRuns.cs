using LabPortal.Data;
using LabPortal.Data.Metrics;
using LabPortal.Data.Runs;
using LabPortal.Training.Specs;
using LabPortal.Web.Launching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests;

/// <summary>Experiments with whatever their runs should have recorded, written through the real services.</summary>
public static class RecordedRuns
{
    private const int Batch = 20_000;

    /// <param name="arms">The arms' overrides, such as <c>{"name": "fast", "training": {"learningRate": 0.01}}</c>.</param>
    /// <returns>Its runs: seeds of the first arm first.</returns>
    public static async Task<IReadOnlyList<Run>> LaunchAsync(IServiceProvider services, string name, IReadOnlyList<string> arms, IReadOnlyList<int> seeds, string training = "{}")
    {
        var parsed = ExperimentSpec.Parse($$"""{"schema": 1, "name": "{{name}}", "task": {"name": "path-star"}, "objective": {"name": "next-token"}, "model": {"name": "gpt"}, "training": {{training}}, "seeds": [{{string.Join(", ", seeds)}}], "arms": [{{string.Join(", ", arms)}}]}""");
        Assert.Empty(parsed.Errors);
        var experiment = await services.GetRequiredService<ExperimentLauncher>().LaunchAsync(parsed.Spec!, "ada@lab.test");
        await using var db = await services.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        return await db.Runs.AsNoTracking().Include(run => run.Arm).Where(run => run.ExperimentId == experiment.Id).OrderBy(run => run.Arm!.Ordinal).ThenBy(run => run.Seed).ToListAsync();
    }

    public static async Task RecordAsync(IServiceProvider services, Run run, IEnumerable<MetricPoint> points, IReadOnlyList<ProbeResult>? probes = null, ExampleOutcomes? outcomes = null)
    {
        var leases = services.GetRequiredService<Leases>();
        var writer = services.GetRequiredService<AttemptWriter>();
        var lease = (await leases.ClaimAsync(run.Id, "tester"))!;
        var number = 0L;
        foreach (var batch in points.Chunk(Batch))
            await writer.WriteAsync(lease, new AttemptBatch(++number) { Metrics = batch, Progress = new AttemptProgress(batch[^1].Step, run.TotalSteps, null) });
        if (probes is not null || outcomes is not null)
            await writer.WriteAsync(lease, new AttemptBatch(++number) { Probes = probes ?? [], Outcomes = outcomes, Progress = new AttemptProgress(run.TotalSteps, run.TotalSteps, null) });
        await leases.EndAsync(lease, AttemptOutcome.Completed);
    }
}
