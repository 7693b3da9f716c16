using Microsoft.Data.Sqlite;
using Npgsql;

namespace LabPortal.Data;

/// <summary>Where the lab keeps its data, and how to reach the database there.</summary>
/// <param name="Folder">On SQLite everything is in it; on PostgreSQL only what belongs to this machine.</param>
/// <param name="Database">The connection string of a PostgreSQL database; null for the file in the folder.</param>
public sealed record LabStorage(string Folder, string? Database = null)
{
    /// <summary>The environment variable by which a process hands its children the database: a password has no place on a command line.</summary>
    public const string Variable = "LAB_DATABASE";

    private const int MostPrepared = 64;

    public bool IsPostgres => Database is not null;

    /// <summary>The file; only on SQLite.</summary>
    public string DatabasePath => Path.Combine(Folder, "lab.db");

    /// <summary>The portal's, which protect its cookies.</summary>
    public string KeyFolder => Path.Combine(Folder, "keys");

    /// <summary>Is there while a restore into the folder is not complete.</summary>
    internal string RestoreMark => Path.Combine(Folder, "restore-unfinished");

    public string ArtifactFolder => Path.Combine(Folder, "artifacts");

    public string ConnectionString { get; } = Database is null
        ? new SqliteConnectionStringBuilder { DataSource = Path.Combine(Folder, "lab.db"), DefaultTimeout = 30 }.ToString()
        : Postgres(Database).ToString();

    /// <summary>The database in a message: without a password.</summary>
    public string Title => Database is null ? DatabasePath : Named(Postgres(Database));

    /// <exception cref="LabDataException">It is no connection string, or names no database.</exception>
    public static LabStorage Of(string folder, string? database)
    {
        if (string.IsNullOrWhiteSpace(database)) return new(Path.GetFullPath(folder));
        const string Right = "write it as Host=HOST;Database=NAME;Username=USER;Password=…";
        try
        {
            var server = new NpgsqlConnectionStringBuilder(database);
            if (string.IsNullOrEmpty(server.Host) || string.IsNullOrEmpty(server.Database))
                throw new LabDataException($"The connection string of the database names no {(string.IsNullOrEmpty(server.Host) ? "host" : "database")}: {Right}.");
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException or OverflowException)
        {
            throw new LabDataException($"The connection string of the database cannot be read ({error.Message.TrimEnd('.')}): {Right}.", error);
        }

        return new(Path.GetFullPath(folder), database);
    }

    private static string Named(NpgsqlConnectionStringBuilder server) => $"The database {server.Database} on {server.Host}:{server.Port}";

    // A process that was cut off in the middle of a transaction must not keep the others from writing: the server ends its session.
    private static NpgsqlConnectionStringBuilder Postgres(string text)
    {
        // The lab's statements are few and come again and again: the server plans each once a connection. A pooler that mixes sessions needs 0.
        var server = new NpgsqlConnectionStringBuilder($"Max Auto Prepare={MostPrepared};{text}") { ApplicationName = "LabPortal", TcpKeepAlive = true };
        server.Options = $"{server.Options} -c idle_in_transaction_session_timeout=15s -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=15s".TrimStart();
        return server;
    }
}
