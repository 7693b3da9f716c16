using Xunit;

namespace LabPortal.Testing;

/// <summary>A test of what only a database server does; run where the labs of tests are on PostgreSQL.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    private const string Reason = "It is about PostgreSQL.";

    public PostgresFactAttribute()
    {
        if (!TestDatabase.IsPostgres)
            Skip = Reason;
    }
}
