using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace LabPortal.Data;

/// <summary>Tells a database or a store that is away for a while from one that refuses what it was given.</summary>
public static class PassingFault
{
    // SQLite's result codes: busy, locked, out of memory, read-only, I/O error, disk full, cannot open, changed on disk.
    private static readonly int[] PassingSqlite = [5, 6, 7, 8, 10, 13, 14, 17];

    // PostgreSQL's classes of SQLSTATE: connection, transaction rollback, resources (a full disk is one), object state, operator, system.
    private static readonly string[] PassingClasses = ["08", "40", "53", "55", "57", "58"];

    // A session that the server ended because this process stood still in the middle of a transaction: the next one is welcome.
    private static readonly string[] PassingStates = ["25P03", "25P04"];

    /// <summary>Whether the same call may succeed later.</summary>
    public static bool Is(Exception error) => error switch
    {
        SqliteException sqlite => PassingSqlite.Contains(sqlite.SqliteErrorCode),
        DbException { SqlState: { Length: 5 } state } => PassingClasses.Contains(state[..2]) || PassingStates.Contains(state),
        // A connection that broke has no state: its cause says whether it may come back.
        DbException or IOException or SocketException or TimeoutException or HttpRequestException => true,
        _ => error.InnerException is { } cause && Is(cause),
    };

    /// <summary>Whether it was the database that failed, and not a file or a store of artifacts.</summary>
    public static bool IsOfDatabase(Exception error) => error is DbException || error.InnerException is { } cause && IsOfDatabase(cause);
}
