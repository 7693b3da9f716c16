using LabPortal.Data;
using LabPortal.Data.Experiments;
using LabPortal.Data.Runs;
using LabPortal.Training;
using LabPortal.Training.Options;
using LabPortal.Training.Studies;
using LabPortal.Web.Comparing;
using LabPortal.Web.Launching;
using LabPortal.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Pages.Studies;

public sealed partial class Details(
    IDbContextFactory<LabDbContext> contexts, ComparisonReader reader, Forecaster forecaster, ExperimentLauncher launcher, NavigationManager navigation) : LivePage
{
    private ICatalogEntry? entry;
    private IStudy? study;
    private Experiment? experiment;
    private Comparison? comparison;
    private Forecast? forecast;
    private StudyVerdict? verdict;
    private IReadOnlyList<PublishedFigure> published = [];
    private bool launching;

    [Parameter]
    public required string Name { get; set; }

    [SupplyParameterFromQuery]
    private string? Budget { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Who { get; set; } = default!;

    private NavigationManager Navigation => navigation;

    private string Chosen => study!.Budgets.FirstOrDefault(one => one.Name == Budget)?.Name ?? study.Budgets[0].Name;

    protected override bool Concerns(LabNews news) => experiment is not null && news.OfExperiment(experiment.Id);

    protected override async Task LoadAsync()
    {
        var found = Catalog.Studies.Find(Name);
        (entry, study) = (found, found?.Create(new NoOptions()));
        if (study is null)
            return;
        published = study.Published(Chosen);
        forecast = await forecaster.OfAsync(ExperimentLauncher.StudySpec(Name, Chosen), Gone);
        experiment = await LastAsync();
        comparison = experiment is null ? null : await reader.OfExperimentAsync(experiment.Id, Gone);
        verdict = comparison is null ? null : study.Judge(Chosen, comparison.Arms.ToDictionary(arm => arm.Name, arm => arm.Finals(study.Metric)));
    }

    private async Task<Experiment?> LastAsync()
    {
        await using var db = await contexts.CreateDbContextAsync(Gone);
        var budget = Chosen;
        return await db.Experiments.AsNoTracking().Where(one => one.StudyName == Name && one.Budget == budget && one.ArchivedAt == null && one.Runs.Any(run => run.State != RunState.Cancelled))
            .OrderByDescending(one => one.CreatedAt).FirstOrDefaultAsync(Gone);
    }

    private async Task RunAsync()
    {
        launching = true;
        var by = (await Who).User.Identity?.Name ?? "";
        await launcher.LaunchAsync(ExperimentLauncher.StudySpec(Name, Chosen), by, study: (Name, Chosen), cancel: Gone);
        await LoadAsync();
        launching = false;
    }

    private static string Label(string budget) => char.ToUpperInvariant(budget[0]) + budget[1..];
}
