namespace LabPortal.Data.Experiments;

/// <summary>A definition to keep: the spec as written, and its arms resolved by whoever understands specs.</summary>
public sealed record NewExperiment(
    string Name, string Description, string SpecJson, string SpecHash,
    IReadOnlyList<NewArm> Arms, IReadOnlyList<long> Seeds, string CreatedBy)
{
    /// <summary>The study it reproduces, and the budget chosen; both or neither.</summary>
    public string? StudyName { get; init; }

    public string? Budget { get; init; }
}
