using Npgsql;

namespace LabPortal.Data.Postgres;

/// <summary>Hears on a connection of its own what is told of each commit that changed something.</summary>
internal sealed class PostgresSignal(LabStorage storage) : IChangeSignal, IAsyncDisposable
{
    private const string Channel = "lab";
    private const Changes All = Changes.States | Changes.Records | Changes.Questions;
    private const int AskedSeconds = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<Listener> _listeners = [];
    private Task? _listening;

    /// <summary>The statement that tells who listens, when its transaction is committed.</summary>
    public static string Telling(Changes of) => $"SELECT pg_notify('{Channel}', '{of}')";

    public IChangeListener Listen(Changes of)
    {
        var listener = new Listener(of);
        lock (_gate)
        {
            _listeners.Add(listener);
            _listening ??= Task.Run(ListenAsync, CancellationToken.None);
        }

        return listener;
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
                connection.Notification += (_, news) => Ring(Enum.TryParse(news.Payload, out Changes told) ? told : All);
                await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection)) await listen.ExecuteNonQueryAsync(_stop.Token);
                Ring(All); // what came before nobody heard
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

    private void Ring(Changes told)
    {
        lock (_gate)
        {
            foreach (var listener in _listeners.Where(listener => (listener.Of & told) != 0)) listener.Ring();
        }
    }

    private sealed class Listener(Changes of) : IChangeListener
    {
        private readonly SemaphoreSlim _heard = new(0);

        public Changes Of => of;

        // Called by one at a time; one that waits needs to be told once.
        public void Ring()
        {
            if (_heard.CurrentCount == 0) _heard.Release();
        }

        // Not oftener than the pace; and where nothing is heard, or cannot be, a look now and then.
        public Task WaitAsync(TimeSpan pace, CancellationToken cancel) =>
            Task.WhenAll(Task.Delay(pace, cancel), _heard.WaitAsync(IChangeSignal.Longest, cancel));
    }
}
