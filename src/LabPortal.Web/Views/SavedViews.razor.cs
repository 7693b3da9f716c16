using LabPortal.Data.Views;
using LabPortal.Web.Runs;
using LabPortal.Web.Toasts;
using Microsoft.AspNetCore.Components;

namespace LabPortal.Web.Views;

/// <summary>The views that somebody keeps of the run table, and those that others share.</summary>
public sealed partial class SavedViews(ViewStore store, ViewerOfViews viewer, Toaster toaster)
{
    // Says that the table is wanted as it comes, not with the default view.
    private const string Everything = Urls.Runs + "?plain=true";

    private IReadOnlyList<ViewEntry> views = [];
    private ViewActor? who;
    private Guid? renamed;
    private string name = "", newName = "";

    [Parameter, EditorRequired]
    public required RunTableView View { get; set; }

    private string Query => View.ToQuery().TrimStart('?');

    private ViewEntry? Current => Query.Length == 0 ? null : views.FirstOrDefault(one => one.Query == Query);

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        who ??= await viewer.ActorAsync();
        if (who is not null)
            views = await store.ListAsync(who);
    }

    private async Task SaveAsync()
    {
        if (name.Trim().Length > 0 && await DoneAsync(await store.SaveAsync(who!, name, Query)))
        {
            toaster.Say($"Saved the view {name.Trim()}.", ToastKind.Good);
            name = "";
        }
    }

    private Task UpdateAsync(ViewEntry view) => TellAsync(store.UpdateAsync(who!, view.Id, Query), $"{view.Name} now looks as the table does.", () => store.UpdateAsync(who!, view.Id, view.Query));

    private Task ShareAsync(ViewEntry view) => TellAsync(store.ShareAsync(who!, view.Id, !view.IsShared), view.IsShared ? $"{view.Name} is its owner's again." : $"{view.Name} is shared with the lab.", () => store.ShareAsync(who!, view.Id, view.IsShared));

    private Task DeleteAsync(ViewEntry view) => TellAsync(store.DeleteAsync(who!, view.Id), $"Deleted the view {view.Name}.", view.IsOwn ? () => store.SaveAsync(who!, view.Name, view.Query) : null);

    private async Task RenameAsync(ViewEntry view)
    {
        if (await DoneAsync(await store.RenameAsync(who!, view.Id, newName)))
            renamed = null;
    }

    private async Task OpenWithAsync(Guid? id) => await DoneAsync(await store.OpenWithAsync(who!, id));

    private async Task TellAsync(Task<ViewRefusal?> change, string told, Func<Task<ViewRefusal?>>? undo)
    {
        if (!await DoneAsync(await change))
            return;
        if (undo is null)
            toaster.Say(told, ToastKind.Good);
        else
            toaster.Offer(told, undo);
    }

    private async Task<bool> DoneAsync(ViewRefusal? refusal)
    {
        if (refusal is { } why)
            toaster.Fail(Why(why));
        await LoadAsync();
        return refusal is null;
    }

    private static string Why(ViewRefusal refusal) => refusal switch
    {
        ViewRefusal.BadName => $"A view's name has 1 to {SavedView.MaxNameLength} letters.",
        ViewRefusal.NameTaken => "There is a view of that name already. Choose another one.",
        ViewRefusal.NotYours => "Only its owner and administrators change a shared view. Save one of your own.",
        ViewRefusal.TooLong => "This view has too many filters and columns to be kept.",
        _ => "The view is not there any more.",
    };
}
