namespace LabPortal.Data.Runs;

/// <summary>Which runs a table shows, in which order, with which metric columns.</summary>
public sealed record RunTableQuery
{
    public int Skip { get; init; }
    public int Take { get; init; } = 50;
    public RunSort Sort { get; init; } = RunSort.Number;

    /// <summary>Sort by the last value of this metric instead; runs without one come last.</summary>
    public string? SortMetric { get; init; }

    public bool Descending { get; init; } = true;
    public IReadOnlyCollection<RunState> States { get; init; } = [];
    public Guid? ExperimentId { get; init; }
    public string? Arm { get; init; }

    /// <summary>Text in the experiment's or the arm's name, or a run's number.</summary>
    public string? Search { get; init; }

    /// <summary>The metric columns that are to be seen; no others are read.</summary>
    public IReadOnlyCollection<string> Metrics { get; init; } = [];
}
