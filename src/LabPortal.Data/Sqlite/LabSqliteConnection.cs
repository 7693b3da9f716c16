using Microsoft.Data.Sqlite;

namespace LabPortal.Data.Sqlite;

/// <summary>A connection that waits for a busy writer in SQLite itself (the driver alone would sleep 150 ms a try) and
/// syncs at checkpoints of the write-ahead log only: a crash of the process loses nothing, a power cut the last moments.</summary>
internal sealed class LabSqliteConnection : SqliteConnection
{
    // Half a megabyte of pages a connection: fifty viewers hold dozens of connections, and what one reads twice the system still has.
    public const string Pragmas = "PRAGMA busy_timeout = 20000; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -512;";

    public LabSqliteConnection(string connectionString) : base(connectionString) { }

    public LabSqliteConnection() { }

    public override void Open()
    {
        base.Open();
        using var command = CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }
}
