namespace LabPortal.Data.Runs;

/// <summary>Which runs a table shows, in which order, with which columns.</summary>
public sealed record RunTableQuery
{
    public int Skip { get; init; }
    public int Take { get; init; } = 50;

    /// <summary>Runs without a value in this column come last, in either direction.</summary>
    public RunField Sort { get; init; } = RunField.Number;

    public bool Descending { get; init; } = true;

    /// <summary>All must hold. Archived runs are left out unless a filter asks for them.</summary>
    public IReadOnlyList<RunFilter> Filters { get; init; } = [];

    /// <summary>The columns that are to be seen; of the metrics and options no others are read.</summary>
    public IReadOnlyList<RunField> Columns { get; init; } = [];

    internal List<string> Metrics => [.. Columns.Where(c => c.Kind == RunFieldKind.Metric).Select(c => c.Name).Distinct()];

    internal List<string> Options => [.. Columns.Where(c => c.Kind == RunFieldKind.Option).Select(c => c.Name).Distinct()];
}
