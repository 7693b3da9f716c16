using LabPortal.Data;
using LabPortal.Data.Runs;

namespace LabPortal.Worker.Attempts;

/// <summary>
/// Carries what an attempt reports to the database, from a task of its own: nothing waits there longer than <see cref="Interval"/>.
/// While the database is away, everything goes to the spool in order; training waits only where that is full, or where a database
/// that is there cannot keep up.
/// </summary>
internal sealed class BatchWriter(Delivery delivery, Spool spool, StopSignal stop, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private const int MostWaiting = 200_000, MostInMemory = 5_000;

    private readonly SemaphoreSlim _sending = new(1, 1), _arrived = new(0, 1);
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private RecordBuffer _buffer = new();
    private long _batch;
    private long? _awaySince;
    private volatile bool _lost;
    private bool _saidFull;
    private Task _loop = Task.CompletedTask;

    /// <summary>Why the database refused records for good; null where it did not.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Whether the run was given to another attempt: nothing of this one is written any more.</summary>
    public bool IsLost => _lost;

    public void Start() => _loop = Task.Run(LoopAsync);

    /// <summary>Takes a record; blocks while too many wait.</summary>
    public void Take(Action<RecordBuffer> add)
    {
        int waiting;
        bool away;
        lock (_gate)
        {
            add(_buffer);
            (waiting, away) = (_buffer.Count, _awaySince is not null);
            if (away && waiting >= MostInMemory) Spill();
        }

        if (_arrived.CurrentCount == 0) Wake();
        if (away) WaitForRoom();
        else if (waiting >= MostWaiting) FlushAsync().GetAwaiter().GetResult();
    }

    /// <summary>Keeps a checkpoint, behind all that was taken before it: a resumed run would else lack that.</summary>
    /// <exception cref="IOException">The artifact store cannot take it; the file is still there.</exception>
    public async Task KeepAsync(SpooledCheckpoint checkpoint)
    {
        var entry = new SpoolEntry { Checkpoint = checkpoint };
        if (!Spooled(entry))
        {
            await _sending.WaitAsync();
            try
            {
                if (_awaySince is null) await PostAsync(Cut());
                await PostAsync(entry);
            }
            finally
            {
                _sending.Release();
            }
        }

        WaitForRoom();
    }

    /// <summary>Writes the rest and the attempt's end, or leaves them in the spool.</summary>
    /// <param name="end">Asked when all else is written, or refused.</param>
    public async Task CompleteAsync(Func<SpooledEnd> end)
    {
        await _closing.CancelAsync();
        await _loop;
        await _sending.WaitAsync();
        try
        {
            if (_awaySince is not null) Tell("The database was away when the run ended; what it reported was kept on the worker's disk and written afterwards.");
            if (Spooled(new SpoolEntry { End = end() })) await ReplayAsync();
            if (spool.HasEnd) return;
            if (Refusal is null) await PostAsync(Cut());
            await PostAsync(new SpoolEntry { End = end() });
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task LoopAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                // At once when something has arrived; at least once in an interval, because the reply brings a cancellation.
                await _arrived.WaitAsync(Interval, _closing.Token);
                await FlushAsync();
                await Task.Delay(Interval, time, _closing.Token);
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Refuse(error);
                return;
            }
        }
    }

    private async Task FlushAsync()
    {
        await _sending.WaitAsync();
        try
        {
            if (_awaySince is null || await ReplayAsync()) await PostAsync(Cut());
        }
        finally
        {
            _sending.Release();
        }
    }

    // Whoever calls this has _sending.
    private async Task PostAsync(SpoolEntry entry)
    {
        if (_lost || Spooled(entry)) return;
        try
        {
            Heed(await delivery.SendAsync(spool.Lease, entry));
        }
        catch (Exception error) when (PassingFault.Is(error) && (entry.Checkpoint is null || PassingFault.IsOfDatabase(error)))
        {
            await Console.Error.WriteLineAsync($"the database is away: {error.GetBaseException().Message}");
            lock (_gate)
            {
                _awaySince = time.GetTimestamp();
                spool.Append(entry);
            }
        }
    }

    private void Refuse(Exception error)
    {
        Refusal = error.GetBaseException().Message;
        Console.Error.WriteLine($"records were refused: {error}");
        stop.Raise(StopReason.RecordsRefused);
    }

    // Whoever calls this has _sending. True when the database has all that was in the spool.
    private async Task<bool> ReplayAsync()
    {
        for (var written = 0; ; written++)
        {
            SpoolEntry? oldest;
            lock (_gate)
            {
                Spill();
                oldest = spool.Peek();
                if (oldest is null || _lost)
                {
                    if (!_lost && !spool.HasEnd) Tell($"The database was away for {time.GetElapsedTime(_awaySince!.Value).TotalSeconds:0} s. What the run reported meanwhile was kept on the worker's disk and has been written.");
                    _awaySince = null;
                    return true;
                }
            }

            try
            {
                Heed(await delivery.SendAsync(spool.Lease, oldest));
            }
            catch (Exception error) when (PassingFault.Is(error))
            {
                return false;
            }

            spool.Drop();
        }
    }

    private void Heed(LeaseReply reply)
    {
        _lost |= !reply.Held;
        if (_lost) stop.Raise(StopReason.LeaseLost);
        else if (reply.CancelRequested) stop.Raise(StopReason.CancelRequested);
    }

    // While the database is away: puts an entry behind what was taken before it.
    private bool Spooled(SpoolEntry entry)
    {
        lock (_gate)
        {
            if (_awaySince is null) return false;
            Spill();
            spool.Append(entry);
            return true;
        }
    }

    private SpoolEntry Cut()
    {
        lock (_gate)
        {
            var full = _buffer;
            _buffer = new RecordBuffer();
            return new SpoolEntry { Batch = full.ToBatch(++_batch) };
        }
    }

    private void Spill()
    {
        if (_buffer.Count > 0) spool.Append(Cut());
    }

    private void WaitForRoom()
    {
        while (spool.IsFull && !_lost && !stop.Token.IsCancellationRequested)
        {
            if (!_saidFull) Tell("The database is away, and the worker's disk has no more room for what the run reports: training waits.");
            _saidFull = true;
            Thread.Sleep(Interval);
        }
    }

    private void Tell(string text)
    {
        var line = new LogLine(spool.Lease.RunId, spool.Lease.AttemptId, time.GetUtcNow().UtcDateTime, "warning", text);
        lock (_gate) _buffer.Add(line);
    }

    private void Wake()
    {
        try
        {
            _arrived.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else has just done so.
        }
    }
}
