using System.Text;
using System.Text.Json;
using LabPortal.Data;
using LabPortal.Data.Corpora;
using LabPortal.Data.Metrics;
using LabPortal.Data.Runs;
using LabPortal.Web.Launching;
using LabPortal.Web.Tests.Corpora;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests;

/// <summary>Fills a lab through its real services with a study in full swing: runs that finished, one that trains, one that failed, some that wait.</summary>
public static class FilledLab
{
    private static readonly string[] Prompt = ["0", "7", "|", "4", "1", "|", "0", "4", "|", "7", "9", "/", "0", "1", "="];

    public static async Task<Guid> FillAsync(IServiceProvider services)
    {
        await services.GetRequiredService<CorpusStore>().AddAsync(new MemoryStream(Encoding.UTF8.GetBytes(TextServer.Text)), new NewCorpus("sonnet 18.txt", "ada@lab.test", "uploaded"), 1 << 20);
        var experiment = await services.GetRequiredService<ExperimentLauncher>().LaunchAsync(ExperimentLauncher.StudySpec("pitfalls", "quick"), "ada@lab.test", study: ("pitfalls", "quick"));
        await using var db = await services.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        var runs = await db.Runs.AsNoTracking().Include(run => run.Arm).Where(run => run.ExperimentId == experiment.Id).OrderBy(run => run.Seed).ThenBy(run => run.Arm!.Ordinal).ToListAsync();
        foreach (var (run, i) in runs.Select((run, i) => (run, i)).Take(8))
            await RecordAsync(services, run, i switch { 6 => 0.55, 7 => 0.2, _ => 1 }, i == 7 ? AttemptOutcome.Failed : i == 6 ? null : AttemptOutcome.Completed);
        return experiment.Id;
    }

    /// <param name="share">How far the run has come.</param>
    /// <param name="outcome">Null leaves it training.</param>
    private static async Task RecordAsync(IServiceProvider services, Run run, double share, AttemptOutcome? outcome)
    {
        var leases = services.GetRequiredService<Leases>();
        var lease = (await leases.ClaimAsync(run.Id, "tester"))!;
        await leases.DescribeAsync(lease, """{"device":"cpu","threads":2}""");
        var last = (long)(run.TotalSteps * share);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        await services.GetRequiredService<AttemptWriter>().WriteAsync(lease, new AttemptBatch(1)
        {
            Metrics = Steps(last, 10).SelectMany(step => new[] { new MetricPoint("train/loss", step, 2.3 * Math.Exp(-step / 700.0) + 0.23 * Wave(step, run.Seed), now), new MetricPoint("system/tokens-per-second", step, 41000 + 900 * Wave(step, run.Seed), now) })
                .Append(new MetricPoint("system/peak-memory-mb", last, 211, now))
                .Concat(Steps(last, 250).SelectMany(step => new[] { new MetricPoint("eval/accuracy", step, Accuracy(run, step), now), new MetricPoint("eval/forced-accuracy", step, Accuracy(run, step), now), new MetricPoint("eval/loss", step, 2.3 * Math.Exp(-step / 800.0) + 0.2, now) })).ToList(),
            Logs = [new LogLine(run.Id, lease.AttemptId, now, "info", "Training on cpu with 2 threads."), new LogLine(run.Id, lease.AttemptId, now, "warning", "The first evaluation took longer than a second.")],
            Samples = Steps(last, 750).SelectMany(step => Enumerable.Range(0, 6).Select(index => Sample(run, step, index))).ToList(),
            Outcomes = ExampleOutcomes.Of(run.Id, last, "the pitfalls' held-out examples",
                [.. Enumerable.Range(0, 200).Select(i => i * 7 % 200 < 200 * Accuracy(run, last))], [.. Enumerable.Range(0, 200).Select(i => (float)(0.2 + 0.01 * (i % 9)))]),
            Probes = [Positions(run, last), new ProbeResult(run.Id, last, "clever-hans", "Clever Hans", """{"branchPosition":2,"forcedBranch":0.49,"forcedLater":1,"gap":0.51,"freeExact":0.49}""")],
            Progress = new AttemptProgress(last, run.TotalSteps, outcome is null ? 45 : null),
        });
        if (outcome is { } ended)
            await leases.EndAsync(lease, ended, ended == AttemptOutcome.Failed ? "The loss became NaN at step 612. Lower the learning rate or clip the gradient." : null);
    }

    private static IEnumerable<long> Steps(long last, int every) => Enumerable.Range(0, (int)(last / every) + 1).Select(i => (long)i * every);

    private static double Wave(long step, long seed) => 1 + 0.05 * Math.Sin(step / 37.0 + seed);

    private static double Accuracy(Run run, long step) => run.Arm!.Name == "next-token"
        ? Math.Min(0.49 + 0.01 * run.Seed, step / 900.0)
        : 1 / (1 + Math.Exp(-(step - (run.Arm.Name == "reversed" ? 900 : 1700) - 60 * run.Seed) / 160.0));

    private static SampleRow Sample(Run run, long step, int index)
    {
        var wrong = run.Arm!.Name == "next-token" && index % 2 == 0;
        string[] reference = run.Arm.Name == "reversed" ? ["1", "4", "0"] : ["0", "4", "1"];
        string[] output = wrong ? ["0", "7", "9"] : reference;
        return new SampleRow(run.Id, step, index, Json(Prompt), Json(reference), Json(output), Json(output.Zip(reference, (said, right) => said == right)), !wrong, wrong ? "took another arm" : "")
        {
            Probabilities = Json(output.Select((_, i) => i == 1 ? 0.51 : 0.9994)),
            Verdicts = Json(new[] { "valid", "novel" }),
        };
    }

    private static ProbeResult Positions(Run run, long step)
    {
        var branch = Accuracy(run, step);
        return new ProbeResult(run.Id, step, "position-accuracy", "Accuracy by position", Json(new { positions = new[] { 1, 2, 3 }, forced = new[] { 1, branch, 1 }, free = new[] { 1, branch, branch }, loss = new[] { 0.01, 0.69, 0.01 } }));
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);
}
