using LabPortal.Data;
using LabPortal.Data.Experiments;
using LabPortal.Data.Metrics;
using LabPortal.Data.Runs;
using LabPortal.Training.Specs;
using LabPortal.Web.Charts;
using LabPortal.Web.Curves;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Comparing;

/// <summary>Reads what a comparison shows: of one experiment, or of runs chosen from anywhere.</summary>
public sealed class ComparisonReader(IDbContextFactory<LabDbContext> contexts, IMetricStore metrics)
{
    public async Task<Comparison?> OfExperimentAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Experiments.AsNoTracking().Include(found => found.Arms).ThenInclude(arm => arm.Runs).AsSplitQuery().SingleOrDefaultAsync(found => found.Id == id, cancel) is not { } experiment)
            return null;
        var arms = experiment.Arms.OrderBy(arm => arm.Ordinal).Select(arm => (Arm: arm, arm.Name, Colour: arm.Ordinal, Runs: arm.Runs.OrderBy(run => run.Seed).ToList())).ToList();
        return await BuildAsync(experiment.Name, arms, cancel);
    }

    public async Task<Comparison?> OfRunsAsync(IReadOnlyCollection<int> numbers, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var runs = await db.Runs.AsNoTracking().Include(run => run.Arm).Include(run => run.Experiment).Where(run => numbers.Contains(run.Number)).ToListAsync(cancel);
        if (runs.Count == 0)
            return null;
        var one = runs.Select(run => run.ExperimentId).Distinct().Count() == 1;
        var arms = runs.GroupBy(run => run.ArmId).OrderBy(group => group.Min(run => run.Number)).Select((group, i) =>
        {
            var first = group.First();
            return (Arm: first.Arm!, Name: one ? first.Arm!.Name : $"{first.Arm!.Name} · {first.Experiment!.Name} v{first.Experiment.Version}", Colour: one ? first.Arm!.Ordinal : i, Runs: group.OrderBy(run => run.Seed).ToList());
        }).ToList();
        return await BuildAsync(one ? runs[0].Experiment!.Name : $"{runs.Count} runs", arms, cancel);
    }

    private async Task<Comparison> BuildAsync(string title, List<(Arm Arm, string Name, int Colour, List<Run> Runs)> found, CancellationToken cancel)
    {
        var counted = found.SelectMany(arm => arm.Runs).Select(run => run.Id).ToList();
        var series = (await metrics.SeriesAsync(counted, cancel)).ToLookup(one => one.RunId);
        var arms = found.Select(arm => new ComparedArm(
            arm.Arm.Id, arm.Name, new ArmColour(arm.Colour), arm.Arm.SpecJson, RunSpec.ParseRun(arm.Arm.SpecJson).Spec,
            arm.Runs.Select(run => Compared(run, series[run.Id])).ToList())).ToList();
        var task = arms.Select(arm => arm.Spec?.Task).FirstOrDefault(task => task is not null);
        var headline = task?.Headline ?? "eval/loss";
        return new Comparison(title, arms, headline, task?.Chance, MetricNames.Sort(series.SelectMany(run => run).Select(one => one.Name).Distinct(), headline).ToList());
    }

    private static ComparedRun Compared(Run run, IEnumerable<MetricSeries> series) => new(
        run.Id, run.Number, run.Seed, run.State, run.Step, run.TotalSteps,
        run.StartedAt is { } start && run.EndedAt is { } end ? end - start : null, run.FailureReason,
        series.Where(one => one.Count > 0).ToDictionary(one => one.Name, one => one.Last ?? double.NaN));
}
