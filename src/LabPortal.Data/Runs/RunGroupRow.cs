namespace LabPortal.Data.Runs;

/// <summary>A group as a row of the table.</summary>
public sealed record RunGroupRow(string Key, int Count)
{
    /// <summary>The arm or experiment, where the group is one.</summary>
    public RunTableRow? Newest { get; init; }

    public IReadOnlyDictionary<RunState, int> States { get; init; } = new Dictionary<RunState, int>();

    /// <summary>The last values of each metric asked for, one a run that has it; NaN where that is what it was.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Metrics { get; init; } = new Dictionary<string, IReadOnlyList<double>>();

    /// <summary>The options asked for, where all the group's runs have the same value.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}
