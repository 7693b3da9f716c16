using LabPortal.Data.Experiments;
using LabPortal.Data.Queue;
using LabPortal.Training;
using LabPortal.Training.Options;
using LabPortal.Training.Pictures;
using LabPortal.Training.Studies;
using LabPortal.Web.Controls;
using LabPortal.Web.Launching;
using LabPortal.Web.Live;
using LabPortal.Web.Studies;
using LabPortal.Web.Toasts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace LabPortal.Web.Pages.Studies;

public sealed partial class Details(StudyReader reader, ExperimentLauncher launcher, ExperimentStore store, IRunQueue queue, Toaster toaster) : LivePage
{
    private Entry<IStudy>? entry;
    private IStudy? study;
    private IReadOnlyList<StudyState> budgets = [];
    private IReadOnlyDictionary<string, RowPicture> rows = new Dictionary<string, RowPicture>();
    private StudyState? state;
    private bool launching;

    [Parameter]
    public required string Name { get; set; }

    [SupplyParameterFromQuery]
    private string? Budget { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Who { get; set; } = default!;

    // A name that is none is the smallest.
    private StudyBudget Chosen => study!.Budgets.FirstOrDefault(one => one.Name == Budget) ?? study.Budgets[0];

    protected override bool Concerns(LabNews news) => budgets.Any(one => one.Experiment is { } experiment && news.OfExperiment(experiment.Id));

    protected override async Task LoadAsync()
    {
        entry = Catalog.Studies.Find(Name);
        study = entry?.Create(new NoOptions());
        if (study is null)
            return;
        rows = reader.Rows(Name, Chosen.Name);
        var read = new List<StudyState>();
        foreach (var budget in study.Budgets)
            read.Add(await reader.OfAsync(entry!, study, budget, Gone));
        budgets = read;
        state = read.First(one => one.Budget == Chosen);
    }

    private async Task RunAsync()
    {
        launching = true;
        var by = (await Who).User.Identity?.Name ?? "";
        var experiment = await launcher.LaunchAsync(ExperimentLauncher.StudySpec(Name, Chosen.Name), by, study: (Name, Chosen.Name), cancel: Gone);
        var runs = experiment.Runs.Select(run => run.Id).ToList();
        toaster.Offer($"{Words.Plural(runs.Count, "run")} of {entry!.Title} {(runs.Count == 1 ? "is" : "are")} queued.", () => CancelAsync(queue, runs));
        await LoadAsync();
        launching = false;
    }

    private async Task RunMissingAsync()
    {
        launching = true;
        var queued = await store.QueueMissingAsync(state!.Experiment!.Id, ExperimentLauncher.StudySpec(Name, Chosen.Name).Seeds, Gone);
        toaster.Say($"{Words.Plural(queued, "run")} {(queued == 1 ? "is" : "are")} queued.", ToastKind.Good);
        await LoadAsync();
        launching = false;
    }

    private static async Task CancelAsync(IRunQueue queue, IReadOnlyList<Guid> runs)
    {
        foreach (var run in runs)
            await queue.CancelAsync(run);
    }
}
