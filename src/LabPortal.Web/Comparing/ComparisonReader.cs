using LabPortal.Data;
using LabPortal.Data.Experiments;
using LabPortal.Data.Halving;
using LabPortal.Data.Metrics;
using LabPortal.Data.Runs;
using LabPortal.Training;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;
using LabPortal.Training.Studies;
using LabPortal.Web.Charts;
using LabPortal.Web.Curves;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Comparing;

/// <summary>Reads what a comparison shows: of one experiment, or of runs chosen from anywhere.</summary>
public sealed class ComparisonReader(IDbContextFactory<LabDbContext> contexts, IMetricStore metrics, HalvingStore halving)
{
    public Task<Comparison?> OfAsync(ComparisonSource source, CancellationToken cancel) =>
        source.Experiments.Count > 0 ? OfExperimentsAsync(source.Experiments, cancel) : OfRunsAsync(source.Runs, cancel);

    public Task<Comparison?> OfExperimentAsync(Guid id, CancellationToken cancel) => OfExperimentsAsync([id], cancel);

    /// <summary>All arms of these experiments, in the order asked for. Null when none of them is there.</summary>
    public async Task<Comparison?> OfExperimentsAsync(IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var found = await db.Experiments.AsNoTracking().Include(one => one.Arms).ThenInclude(arm => arm.Runs).AsSplitQuery().Where(one => ids.Contains(one.Id)).ToDictionaryAsync(one => one.Id, cancel);
        var experiments = ids.Where(found.ContainsKey).Select(id => found[id]).ToList();
        if (experiments.Count == 0)
            return null;
        var one = experiments.Count == 1;
        var arms = experiments.SelectMany(of => of.Arms.OrderBy(arm => arm.Ordinal), (of, arm) => (of, arm))
            .Select((pair, i) => (Arm: pair.arm, Name: one ? pair.arm.Name : Full(pair.arm, pair.of), Colour: one ? pair.arm.Ordinal : i, Runs: pair.arm.Runs.OrderBy(run => run.Seed).ToList())).ToList();
        return await BuildAsync(one ? experiments[0].Name : $"{experiments.Count} experiments", new([.. experiments.Select(of => of.Id)], [], []), one ? experiments[0] : null, arms, cancel);
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
            return (Arm: first.Arm!, Name: one ? first.Arm!.Name : Full(first.Arm!, first.Experiment!), Colour: one ? first.Arm!.Ordinal : i, Runs: group.OrderBy(run => run.Seed).ToList());
        }).ToList();
        return await BuildAsync(one ? runs[0].Experiment!.Name : $"{runs.Count} runs", new([], [.. runs.Select(run => run.Number).Order()], []), one ? runs[0].Experiment : null, arms, cancel);
    }

    private async Task<Comparison> BuildAsync(string title, ComparisonSource source, Experiment? only, List<(Arm Arm, string Name, int Colour, List<Run> Runs)> found, CancellationToken cancel)
    {
        var counted = found.SelectMany(arm => arm.Runs).Select(run => run.Id).ToList();
        var series = (await metrics.SeriesAsync(counted, cancel)).ToLookup(one => one.RunId);
        var names = await NamesAsync(found.Select(arm => arm.Arm.ExperimentId).Distinct().ToList(), cancel);
        var surroundings = await SurroundingsAsync(counted, cancel);
        var stopped = (await halving.DecisionsAsync(names.Keys.ToList(), cancel)).Select(decision => decision.ArmId).ToHashSet();
        var arms = found.Select(arm => new ComparedArm(
            arm.Arm.Id, arm.Name, new ArmColour(arm.Colour), arm.Arm.SpecJson, RunSpec.ParseRun(arm.Arm.SpecJson).Spec,
            arm.Runs.Select(run => Compared(run, series[run.Id], surroundings) with { WasStoppedEarly = run.State == RunState.Cancelled && stopped.Contains(arm.Arm.Id) }).ToList()) { Experiment = (arm.Arm.ExperimentId, names[arm.Arm.ExperimentId]) }).ToList();
        arms = await WithTermsAsync(arms, cancel);
        var task = arms.Select(arm => arm.Spec?.Task).FirstOrDefault(task => task is not null);
        var headline = task?.Headline ?? "eval/loss";
        return new Comparison(title, arms, headline, task?.Chance, MetricNames.Sort(series.SelectMany(run => run).Select(one => one.Name).Distinct(), headline).ToList()) { Source = source, Published = Published(only), Probes = await ProbesAsync(counted, cancel) };
    }

    private static IReadOnlyList<PublishedFigure> Published(Experiment? of) => of?.StudyName is { } name && Catalog.Studies.Find(name)?.Create(new NoOptions()) is { } study && study.Budgets.Any(budget => budget.Name == of.Budget) ? study.Published(of.Budget!) : [];

    private static string Full(Arm arm, Experiment of) => $"{arm.Name} · {of.Name} v{of.Version}";

    private async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IReadOnlyCollection<Guid> experiments, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Experiments.Where(of => experiments.Contains(of.Id)).ToDictionaryAsync(of => of.Id, of => $"{of.Name} v{of.Version}", cancel);
    }

    private async Task<IReadOnlySet<string>> ProbesAsync(List<Guid> runs, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return (await db.ProbeResults.Where(result => runs.Contains(result.RunId)).Select(result => result.Name).Distinct().ToListAsync(cancel)).ToHashSet();
    }

    private async Task<List<ComparedArm>> WithTermsAsync(List<ComparedArm> arms, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var hashes = arms.Select(arm => arm.Spec?.CorpusHash).OfType<string>().Distinct().ToList();
        var symbols = await db.Corpora.AsNoTracking().Where(corpus => hashes.Contains(corpus.Hash)).ToDictionaryAsync(corpus => corpus.Hash, corpus => corpus.Symbols, cancel);
        // A corpus that was deleted leaves the size of its vocabulary unknown, and with it the terms.
        return arms.Select(arm => arm.Spec is { } spec && (spec.CorpusHash is null || symbols.ContainsKey(spec.CorpusHash))
            ? arm with { Terms = ArmTerms.Of(spec, SpecEstimate.Of(spec, spec.CorpusHash is { } hash ? symbols[hash] : null, 1), arm.Runs) }
            : arm).ToList();
    }

    private async Task<IReadOnlyDictionary<Guid, (string? Set, IReadOnlyDictionary<string, string> Environment)>> SurroundingsAsync(IReadOnlyCollection<Guid> runs, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var sets = await db.ExampleOutcomes.Where(outcomes => runs.Contains(outcomes.RunId)).ToDictionaryAsync(outcomes => outcomes.RunId, outcomes => outcomes.EvaluationSet, cancel);
        var attempts = await db.Attempts.Where(attempt => runs.Contains(attempt.RunId)).Select(attempt => new { attempt.RunId, attempt.Number, attempt.EnvironmentJson }).ToListAsync(cancel);
        return attempts.GroupBy(attempt => attempt.RunId).ToDictionary(
            run => run.Key, run => (sets.GetValueOrDefault(run.Key), RunEnvironmentFacts.Read(run.MaxBy(attempt => attempt.Number)!.EnvironmentJson)));
    }

    private static ComparedRun Compared(Run run, IEnumerable<MetricSeries> series, IReadOnlyDictionary<Guid, (string? Set, IReadOnlyDictionary<string, string> Environment)> surroundings) => new(
        run.Id, run.Number, run.Seed, run.State, run.Step, run.TotalSteps,
        run.StartedAt is { } start && run.EndedAt is { } end ? end - start : null, run.FailureReason,
        series.Where(one => one.Count > 0).ToDictionary(one => one.Name, one => one.Last ?? double.NaN))
    {
        EvaluationSet = surroundings.GetValueOrDefault(run.Id).Set,
        Environment = surroundings.TryGetValue(run.Id, out var known) ? known.Environment : new Dictionary<string, string>(),
    };
}
