using Npgsql;

namespace LabPortal.Data.Postgres;

/// <summary>Hears of every commit that changed a run, on a connection of its own.</summary>
internal sealed class PostgresSignal(LabStorage storage) : IChangeSignal, IAsyncDisposable
{
    public const string Channel = "lab";

    /// <summary>What is said of a commit that holds records alone.</summary>
    public const string OfRecords = "records";

    private const int AskedSeconds = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = New(), _nextState = New();
    private Task? _listening;

    public async Task WaitAsync(bool ofRecords, TimeSpan pace, CancellationToken cancel)
    {
        Task heard;
        lock (_gate)
        {
            _listening ??= Task.Run(ListenAsync, CancellationToken.None);
            heard = (ofRecords ? _next : _nextState).Task;
        }

        // Not oftener than the pace; and where nothing is heard, or cannot be, a look now and then.
        await Task.WhenAll(Task.Delay(pace, cancel), Task.WhenAny(heard, Task.Delay(IChangeSignal.Longest, cancel)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_listening is not null) await _listening;
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                // A cable that was pulled says nothing: the server is asked now and then.
                await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(storage.ConnectionString) { KeepAlive = AskedSeconds }.ToString());
                await connection.OpenAsync(_stop.Token);
                connection.Notification += (_, news) => Ring(ofState: news.Payload != OfRecords);
                await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection)) await listen.ExecuteNonQueryAsync(_stop.Token);
                Ring(ofState: true); // what came before nobody heard
                while (true) await connection.WaitAsync(_stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested) { }
            catch (Exception error) when (error is NpgsqlException or IOException or System.Net.Sockets.SocketException)
            {
                // The server is away: whoever waits looks now and then by itself.
                await Task.WhenAny(Task.Delay(Pause, _stop.Token));
            }
        }
    }

    private void Ring(bool ofState)
    {
        var rung = new List<TaskCompletionSource>();
        lock (_gate)
        {
            rung.Add(_next);
            _next = New();
            if (ofState)
            {
                rung.Add(_nextState);
                _nextState = New();
            }
        }

        rung.ForEach(waiting => waiting.SetResult());
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
