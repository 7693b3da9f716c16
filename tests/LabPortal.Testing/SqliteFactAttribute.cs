using Xunit;

namespace LabPortal.Testing;

/// <summary>A test of what only the database file does; not run where the labs of tests are on PostgreSQL.</summary>
public sealed class SqliteFactAttribute : FactAttribute
{
    public SqliteFactAttribute()
    {
        if (TestDatabase.IsPostgres)
            Skip = "It is about the database file.";
    }
}
