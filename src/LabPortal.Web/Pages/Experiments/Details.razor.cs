using LabPortal.Data;
using LabPortal.Data.Experiments;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Data.Trash;
using LabPortal.Web.Comparing;
using LabPortal.Web.Controls;
using LabPortal.Web.Halving;
using LabPortal.Web.Live;
using LabPortal.Web.Toasts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Radzen;

namespace LabPortal.Web.Pages.Experiments;

public sealed partial class Details(
    IDbContextFactory<LabDbContext> contexts, ComparisonReader reader, HalvingReader halving, ExperimentStore store, IRunQueue queue, DialogService dialogs, Toaster toaster,
    TrashStore trash, NavigationManager navigation) : LivePage
{
    private Experiment? experiment;
    private Comparison? comparison;
    private HalvingBoard? board;
    private bool missing, busy;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    private string? Tab { get; set; }

    [SupplyParameterFromQuery]
    private long? Seed { get; set; }

    [SupplyParameterFromQuery]
    private bool All { get; set; }

    private string Active => Tab ?? "results";

    [CascadingParameter]
    private Task<AuthenticationState> Who { get; set; } = default!;

    protected override bool Concerns(LabNews news) => news.OfExperiment(Id);

    protected override async Task LoadAsync()
    {
        await using var db = await contexts.CreateDbContextAsync(Gone);
        experiment = await db.Experiments.AsNoTracking().Include(found => found.Runs).SingleOrDefaultAsync(found => found.Id == Id, Gone);
        comparison = experiment is null ? null : await reader.OfExperimentAsync(Id, Gone);
        board = experiment?.HalvingJson is null ? null : await halving.OfAsync(Id, Gone);
        missing = experiment is null;
    }

    private async Task QueueMissingAsync()
    {
        busy = true;
        await store.QueueMissingAsync(Id, experiment!.Runs.Select(run => run.Seed).Distinct().ToList(), Gone);
        await LoadAsync();
        busy = false;
    }

    private async Task CancelAllAsync()
    {
        var active = experiment!.Runs.Where(run => !RunTransitions.IsOver(run.State)).ToList();
        if (!await dialogs.AskAsync($"{Words.Plural(active.Count, "run")} of this experiment end within seconds. What they have recorded stays.", "Cancel all its runs?", "Cancel the runs"))
            return;
        busy = true;
        foreach (var run in active)
            await queue.CancelAsync(run.Id, Gone);
        await LoadAsync();
        busy = false;
    }

    private async Task ThrowAwayAsync()
    {
        var (name, id) = (experiment!.Name, Id);
        if (!await trash.ThrowExperimentAsync(id, (await Who).User.Identity?.Name ?? "", Gone))
        {
            toaster.Fail($"{name} has runs that wait or run. Cancel them first.");
            return;
        }
        toaster.Offer($"{name} and its runs are in the trash.", () => trash.TakeOutExperimentAsync(id));
        navigation.NavigateTo(Urls.Experiments);
    }

    private async Task ArchiveAsync()
    {
        var (name, archive) = (experiment!.Name, experiment.ArchivedAt is null);
        await store.ArchiveAsync(Id, archive, Gone);
        var (shelf, id) = (store, Id);
        toaster.Offer(archive ? $"{name} is archived." : $"{name} is restored.", () => shelf.ArchiveAsync(id, !archive));
        await LoadAsync();
    }
}
