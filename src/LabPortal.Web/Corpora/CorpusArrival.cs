using LabPortal.Data.Corpora;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace LabPortal.Web.Corpora;

/// <summary>A way for a text to come in: shows how much has arrived and what was refused, and gives up when the page goes.</summary>
public abstract class CorpusArrival : ComponentBase, IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource gone = new();
    private long drawnAt;

    /// <summary>Called with a text that is in the lab now, or was before; not with a refused one.</summary>
    [Parameter]
    public EventCallback<CorpusAdded> Added { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Who { get; set; } = default!;

    [Inject]
    protected CorpusIntake Intake { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected bool IsBusy { get; private set; }

    protected long Arrived { get; private set; }

    protected IReadOnlyList<CorpusRefusal> Refusals { get; private set; } = [];

    protected string? RefusalAt(string field) => Refusals.FirstOrDefault(refusal => refusal.Field == field)?.Reason;

    protected async Task TakeAsync(Func<string, IProgress<long>, CancellationToken, Task<CorpusAdded>> add)
    {
        (IsBusy, Arrived, Refusals) = (true, 0, []);
        try
        {
            var added = await add((await Who).User.Identity?.Name ?? "", new Meter(this), gone.Token);
            Refusals = added.Corpus is null ? added.Refusals : [];
            if (added.Corpus is not null) await Added.InvokeAsync(added);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page is gone, and with it what had arrived.
        }
        finally
        {
            IsBusy = false;
        }
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || gone.IsCancellationRequested)
            return;
        gone.Cancel();
        gone.Dispose();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private void Show(long bytes)
    {
        Arrived = bytes;
        if (drawnAt != 0 && Clock.GetElapsedTime(drawnAt) < Redraw)
            return;
        drawnAt = Clock.GetTimestamp();
        _ = InvokeAsync(StateHasChanged);
    }

    private sealed class Meter(CorpusArrival arrival) : IProgress<long>
    {
        public void Report(long value) => arrival.Show(value);
    }
}
