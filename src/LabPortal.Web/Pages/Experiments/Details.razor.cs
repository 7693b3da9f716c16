using LabPortal.Data;
using LabPortal.Data.Experiments;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Web.Comparing;
using LabPortal.Web.Controls;
using LabPortal.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Radzen;

namespace LabPortal.Web.Pages.Experiments;

public sealed partial class Details(
    IDbContextFactory<LabDbContext> contexts, ComparisonReader reader, ExperimentStore store, IRunQueue queue, DialogService dialogs) : LivePage
{
    private Experiment? experiment;
    private Comparison? comparison;
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

    protected override bool Concerns(LabNews news) => news.OfExperiment(Id);

    protected override async Task LoadAsync()
    {
        await using var db = await contexts.CreateDbContextAsync(Gone);
        experiment = await db.Experiments.AsNoTracking().Include(found => found.Runs).SingleOrDefaultAsync(found => found.Id == Id, Gone);
        comparison = experiment is null ? null : await reader.OfExperimentAsync(Id, Gone);
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

    private async Task ArchiveAsync()
    {
        await using var db = await contexts.CreateDbContextAsync(Gone);
        var found = await db.Experiments.SingleAsync(one => one.Id == Id, Gone);
        if (found.ArchivedAt is null)
            found.Archive(Now);
        else
            found.Restore();
        await db.SaveChangesAsync(Gone);
        await LoadAsync();
    }
}
