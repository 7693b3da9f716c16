using LabPortal.Data.Sqlite;
using Microsoft.Data.Sqlite;

namespace LabPortal.Data;

/// <summary>Where the lab keeps its data, and how to reach the database there.</summary>
public sealed record LabStorage(string Folder)
{
    public string DatabasePath => Path.Combine(Folder, "lab.db");
    public string ArtifactFolder => Path.Combine(Folder, "artifacts");

    public string ConnectionString { get; } = new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(Folder, "lab.db"),
        DefaultTimeout = 30,
    }.ToString();

    internal async Task<LabSqliteConnection> ConnectAsync(CancellationToken cancel)
    {
        var connection = new LabSqliteConnection(ConnectionString);
        await connection.OpenAsync(cancel);
        return connection;
    }
}
