using Npgsql;

namespace LabPortal.Data.Postgres;

/// <summary>
/// The database server's clock, by which all processes of a lab go: the clocks of their machines may differ, or be set. Between two looks
/// at it, time passes by the clock of this machine that never steps.
/// </summary>
internal sealed class ServerClock(LabStorage storage) : TimeProvider
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);
    private Reading? _last;
    private long _lookedAt;

    public override DateTimeOffset GetUtcNow()
    {
        var (last, lookedAt) = (Volatile.Read(ref _last), Volatile.Read(ref _lookedAt));
        // Whoever asks for the time does not wait for the server's answer: that serves those who ask next.
        if ((lookedAt == 0 || GetElapsedTime(lookedAt) > Pace) && Interlocked.CompareExchange(ref _lookedAt, GetTimestamp(), lookedAt) == lookedAt) _ = Task.Run(LookAsync);
        return Whole(last is null ? base.GetUtcNow() : last.Server + GetElapsedTime(last.Stamp));
    }

    /// <summary>Looks at the server's clock. Where it cannot be asked, this machine's own serves until it can.</summary>
    public async Task LookAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection($"{storage.ConnectionString};Pooling=false");
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
            var asked = GetTimestamp();
            var server = (DateTime)(await command.ExecuteScalarAsync())!;
            Volatile.Write(ref _last, new(new DateTimeOffset(server), asked));
        }
        catch (Exception error) when (error is NpgsqlException || PassingFault.Is(error))
        {
            // It is asked again.
        }
    }

    // Microseconds are the finest that the database keeps: what was written reads back the same.
    private static DateTimeOffset Whole(DateTimeOffset now) => now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));

    private sealed record Reading(DateTimeOffset Server, long Stamp);
}
