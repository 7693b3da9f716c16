using Npgsql;

namespace LabPortal.Data.Workers;

/// <summary>A worker's claim on its name, among all machines that share a database. It goes with the process or its connection.</summary>
public sealed class NodeName : IAsyncDisposable
{
    private readonly NpgsqlConnection? _session;

    private NodeName(NpgsqlConnection? session) => _session = session;

    /// <returns>Null where a living worker has the name. A lab in one folder has one worker, and no names to tell apart.</returns>
    public static async Task<NodeName?> TakeAsync(LabStorage storage, string name, CancellationToken cancel = default)
    {
        if (!storage.IsPostgres) return new(null);
        var session = new NpgsqlConnection(storage.ConnectionString);
        await session.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended('worker ' || $1, 0))", session);
        command.Parameters.Add(new() { Value = name });
        if (await command.ExecuteScalarAsync(cancel) is true) return new(session);
        await session.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is null) return;
        NpgsqlConnection.ClearPool(_session); // closed, not kept: the lock goes with it
        await _session.DisposeAsync();
    }
}
