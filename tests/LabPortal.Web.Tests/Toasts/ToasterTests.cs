using LabPortal.Web.Live;
using LabPortal.Web.Toasts;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests.Toasts;

[Collection(FilledPortalTests.Name)]
public sealed class ToasterTests(FilledPortal portal)
{
    private readonly HandTime time = new();
    private readonly Kept kept = new();

    [Fact]
    public async Task Undo_PressedTwice_TakesBackOnce()
    {
        await using var toaster = New();
        var undone = 0;
        toaster.Offer("Done.", () => { undone++; return Task.CompletedTask; }, kept);
        var toast = toaster.Shown.Single();
        await toaster.UndoAsync(toast);
        await toaster.UndoAsync(toast);
        Assert.Equal((1, 1), (undone, kept.Disposed));
        Assert.Empty(toaster.Shown);
    }

    [Fact]
    public async Task Undo_HasOpenPagesReadAgain()
    {
        var told = new TaskCompletionSource();
        using var listening = portal.Services.GetRequiredService<LiveFeed>().Subscribe(news => { if (news.IsCatchUp) told.TrySetResult(); });
        await using var toaster = New();
        toaster.Offer("Done.", () => Task.CompletedTask);
        await toaster.UndoAsync(toaster.Shown.Single());
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Toast_TimeIsUp_GoesAndLetsGo()
    {
        await using var toaster = New();
        toaster.Offer("Done.", () => Task.CompletedTask, kept);
        time.Pass();
        Assert.Empty(toaster.Shown);
        Assert.Equal(1, kept.Disposed);
    }

    [Fact]
    public async Task Toast_TimeIsUpWhileHeld_StaysUntilLetGo()
    {
        await using var toaster = New();
        toaster.Offer("Done.", () => Task.CompletedTask);
        toaster.Held = true;
        time.Pass();
        Assert.Single(toaster.Shown);
        toaster.Held = false;
        time.Pass();
        Assert.Empty(toaster.Shown);
    }

    [Fact]
    public async Task Toasts_ManyAtOnce_TheOldestGo()
    {
        await using var toaster = New();
        foreach (var i in Enumerable.Range(1, 6))
            toaster.Say($"{i}");
        Assert.Equal(["3", "4", "5", "6"], toaster.Shown.Select(toast => toast.Text));
    }

    // Without the test's own context, what a timer wakes has run when the timer has rung.
    private Toaster New()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        return new(portal.Services.GetRequiredService<LiveFeed>(), time);
    }

    private sealed class Kept : IAsyncDisposable
    {
        public int Disposed { get; private set; }

        public ValueTask DisposeAsync()
        {
            Disposed++;
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>A clock whose timers ring when the test says so.</summary>
    private sealed class HandTime : TimeProvider
    {
        private readonly Queue<Action> due = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            due.Enqueue(() => callback(state));
            return base.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Pass()
        {
            for (var count = due.Count; count > 0; count--)
                due.Dequeue()();
        }
    }
}
