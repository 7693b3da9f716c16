using LabPortal.Data;
using LabPortal.Web.Launching;
using LabPortal.Web.Specs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Pages.Experiments;

/// <summary>Writes a spec: from nothing, from a template (<c>?template=…&amp;corpus=…</c>), from a study (<c>?study=…&amp;budget=…</c>) or from an experiment (<c>?from=…</c>).</summary>
public sealed partial class New(
    IDbContextFactory<LabDbContext> contexts, ExperimentLauncher launcher, Forecaster forecaster, LabCheck lab, NavigationManager navigation, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(300);
    private SpecDraft? draft;
    private Forecast? forecast;
    private bool busy;
    private int typed;

    [SupplyParameterFromQuery]
    private Guid? From { get; set; }

    [SupplyParameterFromQuery]
    private string? Study { get; set; }

    [SupplyParameterFromQuery]
    private string? Budget { get; set; }

    [SupplyParameterFromQuery]
    private string? Task { get; set; }

    [SupplyParameterFromQuery]
    private string? Template { get; set; }

    [SupplyParameterFromQuery]
    private string? Corpus { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Who { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        draft = new SpecDraft(await StartAsync());
        draft.Changed += Changed;
        await ForecastAsync();
    }

    public void Dispose()
    {
        if (draft is not null)
            draft.Changed -= Changed;
    }

    private async Task<string> StartAsync()
    {
        await using var db = await contexts.CreateDbContextAsync();
        if (From is { } id && await db.Experiments.Where(one => one.Id == id).Select(one => one.SpecJson).SingleOrDefaultAsync() is { } json)
            return json;
        if (Study is { } study && LabPortal.Training.Catalog.Studies.Find(study) is not null)
            return ExperimentLauncher.StudySpec(study, Budget ?? "quick").ToJson();
        return SpecTemplates.For(Task, Corpus ?? (await db.Corpora.OrderByDescending(corpus => corpus.At).FirstOrDefaultAsync())?.Hash, SpecTemplates.Find(Template));
    }

    // The text that is chosen stays; a template says nothing of it.
    private void Use(SpecTemplate template) =>
        draft!.Replace(SpecTemplates.For(null, draft.Get("task.options.corpus") is { } chosen ? chosen.ToString() : Corpus, template));

    private void Changed() => _ = InvokeAsync(async () =>
    {
        await ForecastAsync();
        StateHasChanged();
    });

    private async Task ForecastAsync()
    {
        if (draft!.Spec is not { } spec)
        {
            forecast = null;
            return;
        }
        draft.Refuse(await lab.ErrorsAsync(spec));
        forecast = await forecaster.OfAsync(spec);
    }

    // Checked when the typing rests, so that a keystroke costs nothing.
    private async Task TypeAsync(ChangeEventArgs e)
    {
        var mine = ++typed;
        await System.Threading.Tasks.Task.Delay(TypingPause, clock);
        if (mine == typed)
            draft!.Replace(e.Value?.ToString() ?? "");
    }

    private async Task CreateAsync(bool queue)
    {
        busy = true;
        var experiment = await launcher.LaunchAsync(draft!.Spec!, (await Who).User.Identity?.Name ?? "", queue);
        navigation.NavigateTo(Urls.Experiment(experiment.Id));
    }

    private string Brief(SpecSection section) => draft!.Get(section.Path) switch
    {
        System.Text.Json.Nodes.JsonObject part when part["name"] is { } name => name.ToString(),
        System.Text.Json.Nodes.JsonArray list => list.Count == 0 ? "none" : string.Join(", ", list.Select(part => part?["name"]?.ToString())),
        System.Text.Json.Nodes.JsonObject fields => string.Join(", ", fields.Take(3).Select(field => $"{field.Key} {field.Value}")),
        _ => "defaults",
    };
}
