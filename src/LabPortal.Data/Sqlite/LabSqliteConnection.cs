using Microsoft.Data.Sqlite;

namespace LabPortal.Data.Sqlite;

/// <summary>A connection that waits for a busy writer some milliseconds at a time (<see cref="BusyWait"/>) and
/// syncs at checkpoints of the write-ahead log only: a crash of the process loses nothing, a power cut the last moments.</summary>
internal sealed class LabSqliteConnection : SqliteConnection
{
    // Half a megabyte of pages a connection: fifty viewers hold dozens of connections, and what one reads twice the system still has.
    // Whoever crosses the checkpoint's limit pays for it, twice the disk's wait: every few seconds under the heaviest load, not at every tenth batch.
    private const string Pragmas = "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -512; PRAGMA wal_autocheckpoint = 16000;";

    public LabSqliteConnection(string connectionString) : base(connectionString) { }

    public LabSqliteConnection() { }

    public override void Open()
    {
        base.Open();
        Prepare(this);
    }

    /// <summary>Gives an open connection what every one of the lab has.</summary>
    public static void Prepare(SqliteConnection connection)
    {
        BusyWait.Install(connection);
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }
}
