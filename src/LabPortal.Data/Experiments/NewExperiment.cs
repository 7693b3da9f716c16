namespace LabPortal.Data.Experiments;

/// <summary>A definition to keep: the spec as written, and its arms resolved by whoever understands specs.</summary>
public sealed record NewExperiment(
    string Name, string Description, string SpecJson, string SpecHash,
    IReadOnlyList<NewArm> Arms, IReadOnlyList<long> Seeds, string CreatedBy)
{
    /// <summary>The study it reproduces, and the budget chosen; both or neither.</summary>
    public string? StudyName { get; init; }

    public string? Budget { get; init; }

    /// <summary>The rule by which weak arms are stopped early; null where none is.</summary>
    public string? HalvingJson { get; init; }

    /// <summary>All seeds of an arm before the next one's; otherwise one seed of every arm before the next.</summary>
    public bool ArmByArm { get; init; }
}
