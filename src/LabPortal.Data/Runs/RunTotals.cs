namespace LabPortal.Data.Runs;

/// <summary>All runs of a query in one line.</summary>
public sealed record RunTotals(IReadOnlyDictionary<RunState, int> States, IReadOnlyDictionary<string, MetricTotal> Metrics)
{
    public int Count => States.Values.Sum();
}
