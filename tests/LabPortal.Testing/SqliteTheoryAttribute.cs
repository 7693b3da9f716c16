using Xunit;

namespace LabPortal.Testing;

/// <summary><see cref="SqliteFactAttribute"/> with data.</summary>
public sealed class SqliteTheoryAttribute : TheoryAttribute
{
    public SqliteTheoryAttribute()
    {
        if (TestDatabase.IsPostgres)
            Skip = SqliteFactAttribute.Reason;
    }
}
