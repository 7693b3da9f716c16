using LabPortal.Data.Runs;

namespace LabPortal.Web.Runs;

/// <param name="Sort">Null where the column cannot be sorted by, or is a metric.</param>
public sealed record RunColumn(string Name, string Title, int Width, bool Number, RunSort? Sort)
{
    public bool IsMetric => Name.Contains('/');

    public bool CanSort => IsMetric || Sort is not null;
}
