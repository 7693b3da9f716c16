using LabPortal.Web.Live;

namespace LabPortal.Web.Toasts;

/// <summary>Says what has happened, for a few seconds at the edge of the page and across pages, and offers to take it back.</summary>
public sealed class Toaster(LiveFeed feed, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>How long a message stays; longer while the pointer or the keyboard is on one.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromSeconds(8);

    private const int Most = 4;
    private readonly List<Toast> shown = [];

    public event Action? Changed;

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<Toast> Shown => shown;

    /// <summary>Set while somebody is about to use one: none goes then.</summary>
    public bool Held { get; set; }

    public void Say(string text, ToastKind kind = ToastKind.Note, string? url = null) => Show(new Toast(text, kind, url));

    /// <summary>What is wrong, and what to do.</summary>
    public void Fail(string text) => Show(new Toast(text, ToastKind.Bad));

    /// <summary>Says what was done and offers to undo it.</summary>
    /// <param name="undo">May be called after the page that gave it has gone: it uses services only. Every open page reads again afterwards.</param>
    /// <param name="kept">What only <paramref name="undo"/> needs.</param>
    public void Offer(string text, Func<Task> undo, IAsyncDisposable? kept = null) => Show(new Toast(text, ToastKind.Good, Undo: undo, Kept: kept));

    public async Task UndoAsync(Toast toast)
    {
        // Only once, however often the button is pressed.
        if (toast.Undo is null || !shown.Remove(toast))
            return;
        Changed?.Invoke();
        await using var kept = toast.Kept;
        await toast.Undo();
        feed.Stir();
    }

    public async Task DismissAsync(Toast toast)
    {
        if (!shown.Remove(toast))
            return;
        Changed?.Invoke();
        if (toast.Kept is { } kept)
            await kept.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var toast in shown.ToList())
            await DismissAsync(toast);
    }

    private void Show(Toast toast)
    {
        shown.Add(toast);
        Changed?.Invoke();
        if (shown.Count > Most)
            _ = DismissAsync(shown[0]);
        _ = ExpireAsync(toast);
    }

    // Stays on the circuit's own thread of work, as everything here does.
    private async Task ExpireAsync(Toast toast)
    {
        do
            await Task.Delay(Lasting, clock);
        while (Held && shown.Contains(toast));
        await DismissAsync(toast);
    }
}
