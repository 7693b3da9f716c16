using System.Globalization;
using LabPortal.Data.Runs;
using LabPortal.Data.Views;
using LabPortal.Web.Controls;
using LabPortal.Web.Runs;
using LabPortal.Web.Views;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace LabPortal.Web.Pages.Runs;

/// <summary>The run table. How it looks is in the URL; a person's default view stands in for an empty one.</summary>
public sealed partial class Index(NavigationManager navigation, ViewStore views, ViewerOfViews viewer) : IDisposable
{
    private readonly RunSelection selection = new();
    private RunTableView view = new();
    private RunTotals? totals;
    private RunGrid? grid;

    private string What => totals is not { Count: > 0 } found ? "Every arm with every seed."
        : string.Join(", ", found.States.Where(state => state.Value > 0 && state.Key != RunState.Completed).OrderBy(state => state.Key)
            .Select(state => $"{state.Value.ToString("#,0", CultureInfo.InvariantCulture)} {state.Key.ToString().ToLowerInvariant()}")
            .Prepend($"{Words.Plural(found.Count, "run")}{(view.Filters.Count > 0 ? " match" : "")}"));

    protected override async Task OnInitializedAsync()
    {
        navigation.LocationChanged += Moved;
        view = RunTableView.Read(navigation.Uri);
        if (new Uri(navigation.Uri).Query.Length == 0 && await DefaultAsync() is { Length: > 0 } query)
            navigation.NavigateTo($"{Urls.Runs}?{query}", replace: true);
    }

    public void Dispose() => navigation.LocationChanged -= Moved;

    private async Task<string?> DefaultAsync() =>
        await viewer.ActorAsync() is { } who ? (await views.ListAsync(who)).FirstOrDefault(one => one.IsDefault)?.Query : null;

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath != Urls.Runs)
            return;
        var next = RunTableView.Read(e.Location);
        // What was chosen among other rows would be acted on unseen.
        if (!next.Filters.SequenceEqual(view.Filters))
            selection.Clear();
        view = next;
        _ = InvokeAsync(StateHasChanged);
    }

    private void Go(RunTableView next) => navigation.NavigateTo(Urls.RunTable(next));

    private Task AnewAsync() => grid?.AnewAsync() ?? Task.CompletedTask;

    private void Count(RunTotals found)
    {
        totals = found;
        StateHasChanged();
    }
}
