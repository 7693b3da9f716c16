using LabPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Chaos;

/// <summary>Looks at the attempts all the time: once a run has a newer one, an older one must not get anything written any more.</summary>
internal sealed class AttemptWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private readonly ChaosLab _lab;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _looking;
    private readonly Dictionary<Guid, long> _over = []; // attempts that a newer one has followed, and the last batch of each
    private readonly HashSet<Guid> _wroteLate = [];

    public AttemptWatch(ChaosLab lab)
    {
        _lab = lab;
        _looking = Task.Run(LookAllTheTimeAsync);
    }

    /// <summary>How many attempts wrote while, or after, another had their run.</summary>
    public int WroteLate => _wroteLate.Count;

    public async Task LookAsync()
    {
        await using var db = _lab.Db();
        foreach (var attempts in (await db.Attempts.AsNoTracking().Select(attempt => new { attempt.Id, attempt.RunId, attempt.Number, attempt.LastBatch, attempt.EndedAt }).ToListAsync()).GroupBy(attempt => attempt.RunId))
            foreach (var older in attempts.OrderBy(attempt => attempt.Number).SkipLast(1))
                if (older.EndedAt is null || _over.TryGetValue(older.Id, out var last) && last != older.LastBatch) _wroteLate.Add(older.Id);
                else _over[older.Id] = older.LastBatch;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
    }

    private async Task LookAllTheTimeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await LookAsync();
                await Task.Delay(Pace, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested) { }
            catch (Exception error) when (PassingFault.Is(error))
            {
                // The fault is on the database itself.
            }
        }
    }
}
