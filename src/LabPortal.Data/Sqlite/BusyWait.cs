using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace LabPortal.Data.Sqlite;

/// <summary>
/// How a connection waits for another's lock: it looks again, the oftener the longer it has waited, so that nobody who came late is always
/// ahead. SQLite's own wait sleeps whole seconds where it was built without <c>usleep</c>, as the one that is restored here was, and the
/// driver's 150 ms: with eight writers some then waited for twenty seconds.
/// </summary>
internal static unsafe partial class BusyWait
{
    // Twenty seconds, or a few more.
    private const int MostLooks = 40_000;

    // By name: the driver's own type of it belongs to another version of the binding than is referred to here (SqliteBinding).
    private static readonly PropertyInfo Handle = typeof(SqliteConnection).GetProperty("Handle")!;

    /// <summary>For this connection, from now on; a <c>PRAGMA busy_timeout</c> would undo it.</summary>
    public static void Install(SqliteConnection connection) => _ = BusyHandler(((SafeHandle)Handle.GetValue(connection)!).DangerousGetHandle(), &Wait, 0);

    /// <param name="looks">How often it was called for this lock.</param>
    /// <returns>Not 0 where it is to be tried again.</returns>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Wait(nint nothing, int looks)
    {
        if (looks >= MostLooks) return 0;
        _ = Sleep(looks < 4 ? 1000u : 500u);
        return 1;
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int Sleep(uint microseconds);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_busy_handler")]
    private static partial int BusyHandler(nint database, delegate* unmanaged[Cdecl]<nint, int, int> handler, nint argument);
}
