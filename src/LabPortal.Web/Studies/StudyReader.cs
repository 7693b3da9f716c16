using System.Collections.Concurrent;
using LabPortal.Data;
using LabPortal.Data.Corpora;
using LabPortal.Data.Experiments;
using LabPortal.Data.Runs;
using LabPortal.Training;
using LabPortal.Training.Options;
using LabPortal.Training.Pictures;
using LabPortal.Training.Studies;
using LabPortal.Web.Comparing;
using LabPortal.Web.Launching;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Studies;

/// <summary>Reads how the studies stand in this lab.</summary>
public sealed class StudyReader(IDbContextFactory<LabDbContext> contexts, ComparisonReader comparisons, Forecaster forecaster, CorpusStore corpora)
{
    // To make a row, a task's whole data is opened, once for each arm.
    private readonly ConcurrentDictionary<(string Study, string Budget), IReadOnlyDictionary<string, RowPicture>> rows = new();

    /// <summary>A question of the task as each arm reads it, by the arm's name; none for a task that reads a text.</summary>
    public IReadOnlyDictionary<string, RowPicture> Rows(string study, string budget) => rows.GetOrAdd((study, budget), asked => ExperimentLauncher.StudySpec(asked.Study, asked.Budget).Arms
        .Select(arm => (arm.Arm, Row: RowPicture.Of(arm))).Where(arm => arm.Row is not null).ToDictionary(arm => arm.Arm, arm => arm.Row!));

    /// <summary>Every study with each of its budgets, the smallest budget first.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<StudyState>>> AllAsync(CancellationToken cancel)
    {
        var all = new List<IReadOnlyList<StudyState>>();
        foreach (var entry in Catalog.Studies.All)
        {
            var study = entry.Create(new NoOptions());
            var states = new List<StudyState>();
            foreach (var budget in study.Budgets)
                states.Add(await OfAsync(entry, study, budget, cancel));
            all.Add(states);
        }

        return all;
    }

    public async Task<StudyState> OfAsync(ICatalogEntry entry, IStudy study, StudyBudget budget, CancellationToken cancel)
    {
        var spec = ExperimentLauncher.StudySpec(entry.Name, budget.Name);
        var forecast = await forecaster.OfAsync(spec, cancel);
        var wanted = new List<StudyText>();
        foreach (var text in study.Texts)
            if (await corpora.FindAsync(text.Sha256, cancel) is null)
                wanted.Add(text);
        if (await LastAsync(entry.Name, budget.Name, cancel) is not { } experiment || await comparisons.OfExperimentAsync(experiment.Id, cancel) is not { } comparison)
            return new StudyState(entry, study, budget, forecast, null, null, null, forecast.Runs) { Wanted = wanted };
        var verdict = study.Judge(budget.Name, new((name, metric) => comparison.Arms.FirstOrDefault(arm => arm.Name == name)?.Finals(metric) ?? []));
        var missing = comparison.Arms.Sum(arm => spec.Seeds.Count(seed => !arm.All.Any(run => run.Seed == seed && run.State is not (RunState.Draft or RunState.Failed or RunState.Cancelled))));
        return new StudyState(entry, study, budget, forecast, experiment, comparison, verdict, missing) { Wanted = wanted };
    }

    // The newest that says something; a newest one that was cancelled whole only where there is no other.
    private async Task<Experiment?> LastAsync(string study, string budget, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Experiments.AsNoTracking().Where(one => one.StudyName == study && one.Budget == budget && one.ArchivedAt == null)
            .OrderByDescending(one => one.Runs.Any(run => run.State != RunState.Cancelled)).ThenByDescending(one => one.CreatedAt).FirstOrDefaultAsync(cancel);
    }
}
