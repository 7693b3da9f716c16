using System.Text.Json;
using LabPortal.Data;
using LabPortal.Data.Metrics;
using LabPortal.Data.Runs;
using LabPortal.Training.Tasks;
using LabPortal.Web.Launching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests;

/// <summary>Fills a lab with a finished study of ten ways to answer open questions, with values as such runs give them.</summary>
public static class FilledOpenLab
{
    public const string Study = "roll-the-dice-sibling", Budget = "quick";

    private const int Prompts = 1024;

    private const double Ceiling = 0.751;

    private static readonly (string Name, double Creativity, double Memorisation)[] Ways =
        [("next-token", 0.05, 0.93), ("teacherless", 0.09, 0.86), ("multi-token", 0.12, 0.81), ("masked-diffusion", 0.31, 0.52), ("score-entropy", 0.27, 0.55)];

    public static Task<Guid> FillAsync(IServiceProvider services) => FillAsync(services, Study, Budget);

    /// <summary>Fills in one of the studies of open questions.</summary>
    public static async Task<Guid> FillAsync(IServiceProvider services, string study, string budget)
    {
        var experiment = await services.GetRequiredService<ExperimentLauncher>().LaunchAsync(ExperimentLauncher.StudySpec(study, budget), "ada@lab.test", study: (study, budget));
        await using var db = await services.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        foreach (var run in await db.Runs.AsNoTracking().Include(run => run.Arm).Where(run => run.ExperimentId == experiment.Id).OrderBy(run => run.Arm!.Ordinal).ThenBy(run => run.Seed).ToListAsync())
            await RecordedRuns.RecordAsync(services, run, Points(run), Probes(run), Outcomes(run));
        return experiment.Id;
    }

    private static bool IsDiffusion(Run run) => run.Arm!.SpecJson.Contains("denoiser");

    private static bool HasSeeds(Run run) => run.Arm!.SpecJson.Contains("seed-prefix");

    private static (double Creativity, double Memorisation) Final(Run run)
    {
        var way = Ways.Single(way => run.Arm!.Name.StartsWith(way.Name, StringComparison.Ordinal));
        var wobble = 0.012 * Math.Sin(7 * run.Seed + run.Arm!.Ordinal);
        return HasSeeds(run) ? (way.Creativity + 0.16 + wobble, way.Memorisation - 0.24 - wobble) : (way.Creativity + wobble, way.Memorisation - wobble);
    }

    private static IEnumerable<MetricPoint> Points(Run run)
    {
        var at = new DateTime(2026, 11, 21, 0, 0, 0, DateTimeKind.Utc);
        var (creativity, memorisation) = Final(run);
        for (var step = 0L; step <= run.TotalSteps; step += Math.Max(1, run.TotalSteps / 8))
        {
            // Rises while the task is learnt, falls while the training set is.
            var (learnt, known) = (1 - Math.Exp(-8.0 * step / run.TotalSteps), Math.Pow((double)step / run.TotalSteps, 2));
            var (coherence, now) = (0.97 * learnt, learnt * (creativity + (1 - known) * 0.5 * (0.7 - creativity)));
            var (seen, novelty) = (learnt * known * memorisation, Math.Min(now * 1.25, 1));
            foreach (var (name, value) in new[] { ("creativity", now), ("coherence", coherence), ("novelty", novelty), ("diversity", Math.Min(now + 0.4 * seen, 1)), ("memorisation", seen), ("creativity-ceiling", Ceiling), ("creativity-published-rule", now + 0.01) })
                yield return new MetricPoint($"eval/{name}", step, value, at);
            if (step > 0)
                yield return new MetricPoint("eval/uniqueness", step, now / novelty, at);
            yield return new MetricPoint(IsDiffusion(run) ? "eval/loss-bound" : "eval/loss", step, 2.5 - 1.7 * learnt, at);
            yield return new MetricPoint("train/loss", step, 2.5 - 1.9 * learnt, at);
        }
    }

    private static ExampleOutcomes Outcomes(Run run)
    {
        var (creativity, memorisation) = Final(run);
        OpenFlags Of(double place) => place < creativity ? OpenFlags.Valid | OpenFlags.Novel | OpenFlags.Creative | OpenFlags.Diverse
            : place < 1.25 * creativity ? OpenFlags.Valid | OpenFlags.Novel
            : place < 1.25 * creativity + memorisation ? OpenFlags.Valid | OpenFlags.Seen | (place < 1.65 * creativity ? OpenFlags.Diverse : OpenFlags.None)
            : OpenFlags.None;
        // Every seed scatters the same shares otherwise over the prompts.
        return ExampleOutcomes.Of(run.Id, run.TotalSteps, "the siblings' prompts", null, new float[Prompts],
            [.. Enumerable.Range(0, Prompts).Select(i => (byte)Of((i * 389 + 97 * (int)run.Seed) % Prompts / (double)Prompts))]);
    }

    private static IReadOnlyList<ProbeResult> Probes(Run run)
    {
        var found = new List<ProbeResult> { new(run.Id, run.TotalSteps, "sweep", "Sampling sweep", Sweep(run)) };
        if (run.Arm!.Name.StartsWith("multi-token", StringComparison.Ordinal))
            found.Add(new(run.Id, run.TotalSteps, "heads", "Heads", Json(new { heads = new[] { 1, 2, 3 }, loss = new[] { 0.71, 1.32, 1.9 + 0.02 * run.Seed }, accuracy = new[] { 0.62, 0.41, 0.23 - 0.01 * run.Seed } })));
        return found;
    }

    private static string Sweep(Run run)
    {
        var (creativity, memorisation) = Final(run);
        var peak = 1.1 + 0.1 * (run.Arm!.Ordinal % 3);
        object Over(double[] values, Func<double, double> heat) => new
        {
            values,
            creativity = values.Select(at => creativity * (0.25 + Math.Exp(-Math.Pow(heat(at) - peak, 2)) * 1.1)).ToArray(),
            coherence = values.Select(at => 1 / (1 + Math.Exp(3 * (heat(at) - 1.7)))).ToArray(),
            memorisation = values.Select(at => memorisation / (1 + Math.Exp(3 * (heat(at) - 1.6)))).ToArray(),
            diversity = values.Select(at => Math.Min(1, creativity * 1.3 * (0.3 + heat(at) / 2))).ToArray(),
        };
        var axes = new Dictionary<string, object> { ["temperature"] = Over([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2], at => at), ["top-p"] = Over([0.5, 0.7, 0.8, 0.9, 0.95, 1], at => at) };
        if (IsDiffusion(run))
            axes = new() { ["steps"] = Over([1, 2, 4, 8, 16, 32, 64, 128], at => 0.2 + Math.Log2(at) / 8) };
        return Json(axes);
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);
}
