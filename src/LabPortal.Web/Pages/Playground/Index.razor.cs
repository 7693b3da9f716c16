using System.Diagnostics;
using System.Globalization;
using LabPortal.Training.Playground;
using LabPortal.Training.Specs;
using LabPortal.Web.Playground;
using LabPortal.Web.Samples;
using LabPortal.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace LabPortal.Web.Pages.Playground;

/// <summary>A question to a checkpoint, which is the page's address, and its answer. Every address that is complete is asked at once.</summary>
public sealed partial class Index(PlaygroundReader runs, PlaygroundClient client, NavigationManager navigation, IAuthorizationService authorization) : IDisposable
{
    private readonly Dictionary<string, string> typed = [];
    private PlaygroundAddress address = PlaygroundAddress.Read("");
    private IReadOnlyList<PlaygroundChoice>? choices;
    private IReadOnlyList<SpecError> errors = [];
    private PlaygroundRun? run;
    private PlayResult? result;
    private TimeSpan took;
    private (PlayRow Row, int Place) chosen;
    private bool asking;
    private CancellationTokenSource current = new();
    private Task reading = Task.CompletedTask;

    [CascadingParameter]
    private Task<AuthenticationState> Who { get; set; } = default!;

    private long Step => address.Step ?? run?.Steps.FirstOrDefault() ?? 0;

    protected override Task OnInitializedAsync()
    {
        navigation.LocationChanged += Moved;
        return reading = ReadAsync();
    }

    // Not before the router listens: until then a new address has the browser fetch the page again, whose markup takes what scripts
    // have told the document (its theme, that it is alive).
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        await reading;
        await SettleAsync();
        StateHasChanged();
    }

    private void Moved(object? sender, LocationChangedEventArgs to)
    {
        if (new Uri(to.Location).AbsolutePath == Urls.Playground)
            _ = InvokeAsync(FollowAsync);
    }

    private async Task FollowAsync()
    {
        try
        {
            await ReadAsync();
            await SettleAsync();
            StateHasChanged();
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    /// <summary>What the address says, and the run that it names.</summary>
    private async Task ReadAsync()
    {
        var now = PlaygroundAddress.Read(navigation.Uri);
        if (now.Run != address.Run)
            (run, result) = (null, null);
        (address, errors) = (now, now.Errors);
        typed.Clear();
        choices ??= await runs.ChoicesAsync();
        if (address.Run is not { } number)
            return;
        run = await runs.FindAsync(number);
        if (run is null)
            errors = [.. errors, new SpecError("run", $"There is no run {number}. Choose one of the list.")];
        else if (run.Steps.Count == 0)
            errors = [.. errors, new SpecError("step", $"Run {number} has no checkpoint yet.")];
    }

    /// <summary>Asks, or completes the address, which then is asked: where nothing is chosen, the newest run answers with its newest checkpoint.</summary>
    private async Task SettleAsync()
    {
        if (errors.Count > 0)
            return;
        if (address.Run is null)
        {
            if (choices is { Count: > 0 })
                Go(PlaygroundAddress.Of(choices[0].Number), replace: true);
        }
        else if (address.Step is null)
            Go(address.With("step", Step.ToString(CultureInfo.InvariantCulture)), replace: true);
        else
            await AskAsync();
    }

    public void Dispose()
    {
        navigation.LocationChanged -= Moved;
        current.Cancel();
        current.Dispose();
    }

    private void Go(PlaygroundAddress to, bool replace = false) => navigation.NavigateTo(to.Url, replace: replace);

    private async Task GenerateAsync()
    {
        var next = typed.Aggregate(address, (so, field) => so.With(field.Key, field.Value.Length == 0 ? null : field.Value));
        // Another prompt has another output.
        if (typed.ContainsKey("prompt"))
            next = next.With("given", null);
        if (next.Url != address.Url)
            Go(next);
        else if (address.Errors.Count == 0)
            await AskAsync();
    }

    private Task KeyAsync(KeyboardEventArgs key) => key is { Key: "Enter", CtrlKey: true } && !asking ? GenerateAsync() : Task.CompletedTask;

    private void Draw()
    {
        typed.Remove("prompt");
        var next = typed.Aggregate(address, (so, field) => so.With(field.Key, field.Value.Length == 0 ? null : field.Value));
        Go(next.With("prompt", null).With("given", null).With("example", Random.Shared.Next(run!.Examples).ToString(CultureInfo.InvariantCulture)));
    }

    private void Put(string token) =>
        Go(address.With("given", TokenText.Typed([.. result!.Free.Take(chosen.Place).Select(one => one.Text), token], result.RunsTogether)));

    private async Task AskAsync()
    {
        var who = (await Who).User;
        if (!(await authorization.AuthorizeAsync(who, PortalSecurity.Launch)).Succeeded)
            return;
        await current.CancelAsync();
        current.Dispose();
        var mine = current = new CancellationTokenSource();
        var clock = Stopwatch.StartNew();
        asking = true;
        StateHasChanged();
        try
        {
            var answer = await client.AskAsync(run!.Id, Step, address.Options, who.Identity?.Name ?? "", mine.Token);
            (errors, took, asking) = (answer.Errors, clock.Elapsed, false);
            if (answer.Errors.Count > 0)
                return;
            result = answer;
            var left = answer.Free.ToList().FindIndex(token => token.Right == false);
            chosen = (PlayRow.Free, Math.Max(0, answer.Given > 0 ? answer.Given - 1 : left));
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // Another question came after this one, or the page is gone.
        }
    }
}
