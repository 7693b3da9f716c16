using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace LabPortal.Data.Sqlite;

/// <summary>Microsoft.Data.Sqlite is compiled against SQLitePCLRaw 2.1, where 2.0.6 may be all there is. Of what it calls, 2.0.6
/// lacks only <c>sqlite3_load_extension</c>. The loader refuses an older version than asked for, then asks here; where a
/// newer one is present it never does.</summary>
internal static class SqliteBinding
{
    private const string Core = "SQLitePCLRaw.core";

    // Must have run before the first type of Microsoft.Data.Sqlite is touched.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Attach() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        name.Name == Core && name.Version is not null ? context.LoadFromAssemblyName(new AssemblyName(Core)) : null;
}
