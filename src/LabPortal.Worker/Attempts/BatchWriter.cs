using LabPortal.Data.Runs;

namespace LabPortal.Worker.Attempts;

/// <summary>
/// Carries records to the database in batches, from a task of its own: nothing waits there longer than
/// <see cref="Interval"/>, and training waits only when the database cannot keep up.
/// </summary>
internal sealed class BatchWriter(AttemptWriter writer, AttemptLease lease, StopSignal stop, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private const int MostWaiting = 200_000, Tries = 5;

    private readonly SemaphoreSlim _writing = new(1, 1), _arrived = new(0, 1);
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private RecordBuffer _buffer = new();
    private long _batch;
    private Task _loop = Task.CompletedTask;

    public void Start() => _loop = Task.Run(LoopAsync);

    /// <summary>Takes a record; blocks while too many wait.</summary>
    public void Take(Action<RecordBuffer> add)
    {
        int waiting;
        lock (_gate)
        {
            add(_buffer);
            waiting = _buffer.Count;
        }

        if (_arrived.CurrentCount == 0) Wake();
        if (waiting >= MostWaiting) FlushAsync().GetAwaiter().GetResult();
    }

    /// <summary>Writes what waits; on return the database has every record taken before the call.</summary>
    public async Task FlushAsync()
    {
        await _writing.WaitAsync();
        try
        {
            RecordBuffer full;
            lock (_gate) (full, _buffer) = (_buffer, new RecordBuffer());
            var reply = await SendAsync(full.ToBatch(++_batch));
            if (!reply.Held) stop.Raise(StopReason.LeaseLost);
            else if (reply.CancelRequested) stop.Raise(StopReason.CancelRequested);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Writes the rest and ends.</summary>
    public async Task CompleteAsync()
    {
        await _closing.CancelAsync();
        await _loop;
        await FlushAsync();
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
                await Console.Error.WriteLineAsync($"records could not be written: {error.Message}");
                stop.Raise(StopReason.RecordsLost);
                return;
            }
        }
    }

    // A batch keeps its number, so one that was written although the answer got lost is not written twice.
    private async Task<LeaseReply> SendAsync(AttemptBatch batch)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                return await writer.WriteAsync(lease, batch);
            }
            catch (Exception error) when (attempt < Tries && error is not OperationCanceledException)
            {
                await Console.Error.WriteLineAsync($"batch {batch.Number} was not written, try {attempt} of {Tries}: {error.Message}");
                await Task.Delay(TimeSpan.FromSeconds(attempt), time);
            }
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
