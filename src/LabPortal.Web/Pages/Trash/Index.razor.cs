using LabPortal.Data;
using LabPortal.Data.Trash;
using LabPortal.Data.Users;
using LabPortal.Web.Controls;
using LabPortal.Web.Live;
using LabPortal.Web.Toasts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace LabPortal.Web.Pages.Trash;

public sealed partial class Index(TrashStore trash, Purge purge, Toaster toaster, LiveFeed feed) : LivePage
{
    private IReadOnlyList<TrashItem>? items;
    private PurgeSize? size, freed;
    private string word = "";
    private bool busy;

    [Inject]
    private LabStorage Storage { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> Who { get; set; } = default!;

    protected override bool Concerns(LabNews news) => news.IsCatchUp;

    protected override async Task LoadAsync() => items = await trash.AllAsync(Gone);

    private static string Describe(PurgeSize size) =>
        $"{Words.Plural(size.Experiments, "experiment")}, {Words.Plural(size.Runs, "run")} and {size.Rows.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture)} rows";

    private async Task TakeOutAsync(TrashItem item)
    {
        await (item.RunNumber is null ? trash.TakeOutExperimentAsync(item.Id) : trash.TakeOutRunsAsync([item.Id]));
        toaster.Say($"{(item.RunNumber is { } number ? $"Run {number}" : item.Name)} is back.", ToastKind.Good, item.RunNumber is { } run ? Urls.Run(run) : Urls.Experiment(item.Id));
        (size, freed) = (null, null);
        feed.Stir();
        await LoadAsync();
    }

    private async Task WeighAsync()
    {
        (size, freed, word) = (await purge.WeighAsync(Gone), null, "");
    }

    private async Task PurgeAsync()
    {
        // The form is an administrator's; a page that was left open while somebody's role changed is not.
        if (busy || word != "purge" || !(await Who).User.IsInRole(LabRoles.Administrator))
            return;
        busy = true;
        try
        {
            freed = await purge.RunAsync(CancellationToken.None);
        }
        catch (IOException error)
        {
            toaster.Fail($"The purge was broken off, and the rest is still in the trash. {error.Message}");
        }
        (size, busy) = (null, false);
        await LoadAsync();
    }
}
