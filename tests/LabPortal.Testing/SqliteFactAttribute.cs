using Xunit;

namespace LabPortal.Testing;

/// <summary>A test of what only the database file does; not run where the labs of tests are on PostgreSQL.</summary>
public sealed class SqliteFactAttribute : FactAttribute
{
    internal const string Reason = "It is about the database file.";

    public SqliteFactAttribute()
    {
        if (TestDatabase.IsPostgres)
            Skip = Reason;
    }
}
