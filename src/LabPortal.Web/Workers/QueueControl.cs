using LabPortal.Data;
using LabPortal.Data.Queue;
using LabPortal.Data.Settings;
using LabPortal.Data.Workers;
using LabPortal.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Workers;

/// <summary>What administrators do to the queue and to workers; who did what is in the portal's log.</summary>
public sealed partial class QueueControl(IDbContextFactory<LabDbContext> contexts, SettingStore settings, IRunQueue queue, QueueBoardReader boards, LiveFeed feed, TimeProvider clock, ILogger<QueueControl> log)
{
    public Task<QueueRules> RulesAsync(CancellationToken cancel = default) => settings.ReadAsync(QueueRules.Key, QueueRules.None, cancel);

    public async Task PauseAsync(bool paused, string by, CancellationToken cancel = default)
    {
        var rules = await RulesAsync(cancel);
        await WriteAsync(rules with { IsPaused = paused, PausedBy = paused ? by : null, PausedAt = paused ? clock.GetUtcNow().UtcDateTime : null }, cancel);
        LogPaused(by, paused ? "paused" : "resumed");
    }

    /// <summary>Lays down new rules; whether the queue is paused stays as it is.</summary>
    /// <returns>What is wrong with them, by field; nothing was changed then.</returns>
    public async Task<IReadOnlyDictionary<string, string[]>> RuleAsync(QueueRules rules, string by, CancellationToken cancel = default)
    {
        if (rules.Problems() is { Count: > 0 } problems)
            return problems;
        var before = await RulesAsync(cancel);
        await WriteAsync(rules with { IsPaused = before.IsPaused, PausedBy = before.PausedBy, PausedAt = before.PausedAt }, cancel);
        LogRules(by, rules.PerPerson, string.Join(", ", rules.PerPersonOf.Select(own => $"{own.Key}: {own.Value}")), string.Join("; ", rules.Windows), rules.IgnoresMemory);
        return new Dictionary<string, string[]>();
    }

    /// <returns>False where there is no such worker.</returns>
    public async Task<bool> TurnAsync(string worker, WorkerMode mode, string by, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using (var transaction = await db.BeginWriteAsync(cancel))
        {
            if (await db.WorkerNodes.SingleOrDefaultAsync(known => known.Name == worker, cancel) is not { } node)
                return false;
            node.Become(mode);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        LogWorker(by, worker, mode);
        await ReconcileAsync(cancel);
        return true;
    }

    private async Task WriteAsync(QueueRules rules, CancellationToken cancel)
    {
        await settings.WriteAsync(QueueRules.Key, rules, cancel);
        await ReconcileAsync(cancel);
    }

    private async Task ReconcileAsync(CancellationToken cancel)
    {
        await queue.ReconcileAsync(cancel);
        await boards.ForgetAsync();
        feed.Stir();
    }

    [LoggerMessage(LogLevel.Information, "{By} has {Done} the queue")]
    private partial void LogPaused(string by, string done);

    [LoggerMessage(LogLevel.Information, "{By} has changed the rules of the queue: per person {PerPerson}, of single people [{Single}], hours [{Windows}], ignores memory {IgnoresMemory}")]
    private partial void LogRules(string by, int? perPerson, string single, string windows, bool ignoresMemory);

    [LoggerMessage(LogLevel.Information, "{By} has set worker {Worker} to {Mode}")]
    private partial void LogWorker(string by, string worker, WorkerMode mode);
}
