using System.Collections.Concurrent;
using LabPortal.Data;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Live;

/// <summary>One reader of the database for all browsers: it looks for changed runs while anybody watches, and tells every open page.</summary>
public sealed class LiveFeed(IDbContextFactory<LabDbContext> contexts, IChangeSignal signal, TimeProvider clock, ILogger<LiveFeed> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentDictionary<Guid, Action<LabNews>> listeners = new();
    private readonly ConcurrentQueue<Action<LabNews>> newcomers = new();
    private readonly Dictionary<Guid, RunState> states = [];
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);
    private DateTimeOffset told;
    private readonly IChangeListener changes = signal.Listen(Changes.States | Changes.Records);
    private long seen = -1;
    private bool missed;

    /// <summary>Hears of every change until disposed. Called on a thread of the feed: do no work there.</summary>
    public IDisposable Subscribe(Action<LabNews> listener)
    {
        var key = Guid.NewGuid();
        listeners[key] = listener;
        newcomers.Enqueue(listener);
        return new Subscription(() => listeners.TryRemove(key, out _));
    }

    /// <summary>Has every open page read again: something changed that no run tells of.</summary>
    public void Stir()
    {
        foreach (var listener in listeners.Values)
            listener(new LabNews([]) { IsCatchUp = true });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await NextAsync(stoppingToken))
        {
            if (listeners.IsEmpty)
            {
                seen = -1;
                continue;
            }
            try
            {
                await TellAsync(stoppingToken);
                if (missed) Stir();
                missed = false;
                while (newcomers.TryDequeue(out var newcomer))
                    newcomer(new LabNews([]) { IsCatchUp = true });
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning(error, "Looking for changed runs failed; trying again");
                missed = true;
            }
        }
    }

    private async Task<bool> NextAsync(CancellationToken stop)
    {
        try { await changes.WaitAsync(Pace, stop); }
        catch (OperationCanceledException) { return false; }
        return true;
    }

    private async Task TellAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (seen < 0)
        {
            // Pages have just read the present; only what comes after it is news.
            seen = await NewestAsync(db, cancel);
            states.Clear();
            foreach (var run in await db.Runs.Where(run => run.State == RunState.Running || run.State == RunState.Queued).Select(run => new { run.Id, run.State }).ToListAsync(cancel))
                states[run.Id] = run.State;
            return;
        }
        // A server that crashed may give its last stamps once more.
        if (missed) seen = Math.Min(seen, await NewestAsync(db, cancel));
        var changed = await db.Runs.Where(run => run.Stamp > seen).OrderBy(run => run.Stamp).Take(1000)
            .Select(run => new { run.Id, run.Number, run.ExperimentId, run.State, run.Stamp }).ToListAsync(cancel);
        if (changed.Count == 0 && clock.GetUtcNow() - told < Tick)
            return;
        told = clock.GetUtcNow();
        seen = changed.Count == 0 ? seen : changed[^1].Stamp;
        var news = new LabNews(changed.Select(run => new RunNews(run.Id, run.Number, run.ExperimentId, run.State, states.TryGetValue(run.Id, out var before) ? before : null)).ToList());
        foreach (var run in changed)
            states[run.Id] = run.State;
        foreach (var listener in listeners.Values)
            listener(news);
    }

    private static async Task<long> NewestAsync(LabDbContext db, CancellationToken cancel) => await db.Runs.MaxAsync(run => (long?)run.Stamp, cancel) ?? 0;

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
