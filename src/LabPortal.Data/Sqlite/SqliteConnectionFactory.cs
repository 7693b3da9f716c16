using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace LabPortal.Data.Sqlite;

/// <summary>For libraries that open connections themselves: as <see cref="SqliteFactory"/>, with the lab's connections.</summary>
internal sealed class SqliteConnectionFactory : DbProviderFactory
{
    public static readonly SqliteConnectionFactory Instance = new();

    public override DbConnection CreateConnection() => new LabSqliteConnection();
    public override DbCommand CreateCommand() => SqliteFactory.Instance.CreateCommand();
    public override DbParameter CreateParameter() => SqliteFactory.Instance.CreateParameter();
    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => SqliteFactory.Instance.CreateConnectionStringBuilder();
}
