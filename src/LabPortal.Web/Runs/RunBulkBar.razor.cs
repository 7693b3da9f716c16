using LabPortal.Data.Runs;
using LabPortal.Data.Trash;
using LabPortal.Web.Controls;
using LabPortal.Web.Toasts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Radzen;

namespace LabPortal.Web.Runs;

/// <summary>What can be done with the runs that are selected, all at once.</summary>
public sealed partial class RunBulkBar(RunQueries runs, RunCare care, RunNames names, RunBulk bulk, TrashStore trash, Toaster toaster, DialogService dialogs)
{
    /// <summary>More lines than this tell nothing, and the address would be too long.</summary>
    private const int MostCompared = 200;

    private const int MostTags = 20;

    private string tag = "";
    private IReadOnlyList<string> tags = [];

    [Parameter, EditorRequired]
    public required RunSelection Selection { get; set; }

    [Parameter, EditorRequired]
    public required RunTableView View { get; set; }

    /// <summary>How many runs the filters leave; null while that is not known.</summary>
    [Parameter]
    public int? Matching { get; set; }

    /// <summary>Called when ticks have changed.</summary>
    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    /// <summary>Called when something was done to the runs.</summary>
    [Parameter, EditorRequired]
    public EventCallback Acted { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Who { get; set; } = default!;

    private int Active => Selection.Runs.Count(run => !RunTransitions.IsOver(run.State));

    private async Task AllAsync()
    {
        Selection.Add(await runs.ChoicesAsync(View.Query(take: int.MaxValue)));
        await Changed.InvokeAsync();
    }

    private Task ClearAsync()
    {
        Selection.Clear();
        return Changed.InvokeAsync();
    }

    private Task DoneAsync()
    {
        Selection.Clear();
        return Acted.InvokeAsync();
    }

    private async Task TagsAsync() => tags = await names.TagsAsync("", MostTags);

    private async Task TagAsync(string wanted)
    {
        if (RunCare.TidyTag(wanted) is not { } tidy)
        {
            toaster.Fail($"\"{wanted}\" cannot be a tag: use up to {RunCare.MaxTagLength} letters, digits, spaces and - _ .");
            return;
        }
        var changed = await care.TagAsync(Selection.Ids, tidy);
        tag = "";
        toaster.Offer($"Tagged {Words.Plural(changed.Count, "run")} {tidy}.", () => care.UntagAsync(changed, tidy));
        await TagsAsync();
        await Acted.InvokeAsync();
    }

    private async Task UntagAsync(string known)
    {
        var changed = await care.UntagAsync(Selection.Ids, known);
        toaster.Offer($"Took the tag {known} from {Words.Plural(changed.Count, "run")}.", () => care.TagAsync(changed, known));
        await TagsAsync();
        await Acted.InvokeAsync();
    }

    private async Task ArchiveAsync()
    {
        var changed = await care.ArchiveAsync(Selection.Ids);
        toaster.Offer($"Archived {Words.Plural(changed.Count, "run")}. The filter archived = yes shows them.", () => care.RestoreAsync(changed));
        await DoneAsync();
    }

    private async Task RestoreAsync()
    {
        var changed = await care.RestoreAsync(Selection.Ids);
        toaster.Offer($"Restored {Words.Plural(changed.Count, "run")}.", () => care.ArchiveAsync(changed));
        await DoneAsync();
    }

    private async Task ThrowAwayAsync()
    {
        var thrown = await trash.ThrowRunsAsync(Selection.Ids, (await Who).User.Identity?.Name ?? "");
        toaster.Offer($"{Words.Plural(thrown.Count, "run")} in the trash.", () => trash.TakeOutRunsAsync(thrown));
        await DoneAsync();
    }

    private async Task RetryAsync()
    {
        toaster.Say($"Queued {Words.Plural(await bulk.QueueAsync(Chosen(RunState.Failed)), "run")} again.", ToastKind.Good);
        await DoneAsync();
    }

    private async Task AgainAsync()
    {
        var completed = Chosen(RunState.Completed);
        if (completed.Count > 0 && await dialogs.Confirm($"{Words.Plural(completed.Count, "completed run")} stay as they are; as many new ones of the same arms and seeds are made and queued.",
            "Run them again?", new ConfirmOptions { OkButtonText = "Run them again", CancelButtonText = "Not now" }) != true)
            return;
        var queued = await bulk.QueueAsync(Chosen(RunState.Cancelled, RunState.Draft)) + await bulk.RepeatAsync(completed);
        toaster.Say($"Queued {Words.Plural(queued, "run")}.", ToastKind.Good);
        await DoneAsync();
    }

    private async Task CancelAsync()
    {
        if (!await dialogs.AskAsync($"{Words.Plural(Active, "run")} end within seconds. What they have recorded stays.", "Cancel these runs?", "Cancel the runs"))
            return;
        var ended = await bulk.CancelAsync([.. Selection.Runs.Where(run => !RunTransitions.IsOver(run.State)).Select(run => run.Id)]);
        toaster.Say($"Cancelled {Words.Plural(ended, "run")}.", ToastKind.Good);
        await DoneAsync();
    }

    private List<Guid> Chosen(params RunState[] states) => [.. Selection.Runs.Where(run => states.Contains(run.State)).Select(run => run.Id)];
}
