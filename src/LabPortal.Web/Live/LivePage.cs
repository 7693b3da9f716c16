using Microsoft.AspNetCore.Components;

namespace LabPortal.Web.Live;

/// <summary>A component that loads, shows, and loads again when news concerns it: not more than twice a second, and never twice at once.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);
    private readonly CancellationTokenSource gone = new();
    private IDisposable? subscription;
    private int pending;
    private bool begun, refreshing;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    protected TimeProvider Clock { get; set; } = default!;

    /// <summary>Ends with the page.</summary>
    protected CancellationToken Gone => gone.Token;

    protected DateTime Now => Clock.GetUtcNow().UtcDateTime;

    protected abstract bool Concerns(LabNews news);

    protected abstract Task LoadAsync();

    /// <summary>Set at once, but shown in a turn of its own: while the router tells every component of a new address, none may come that
    /// listens to the address too (the list that it goes through would change, which ends the circuit).</summary>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        // What a page holds is told by the page, not by the router.
        if (!begun || !GetType().IsDefined(typeof(RouteAttribute), inherit: false))
        {
            begun = true;
            await base.SetParametersAsync(parameters);
            return;
        }

        parameters.SetParameterProperties(this);
        await Task.Yield();
        if (!gone.IsCancellationRequested)
            await base.SetParametersAsync(ParameterView.Empty);
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            subscription = Feed.Subscribe(Hear);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || gone.IsCancellationRequested)
            return;
        subscription?.Dispose();
        gone.Cancel();
        gone.Dispose();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private void Hear(LabNews news)
    {
        if (!gone.IsCancellationRequested && (Concerns(news) || news.IsCatchUp) && Interlocked.Exchange(ref pending, 1) == 0)
            _ = InvokeAsync(RefreshAsync);
    }

    private async Task RefreshAsync()
    {
        // One that rests already will look again.
        if (refreshing)
            return;
        refreshing = true;
        try
        {
            while (Interlocked.Exchange(ref pending, 0) == 1)
            {
                await LoadAsync();
                StateHasChanged();
                // News during this rest is one more refresh, not many.
                await Task.Delay(Rest, Clock, gone.Token);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone: there is nothing left to refresh.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
        finally
        {
            refreshing = false;
        }
    }
}
