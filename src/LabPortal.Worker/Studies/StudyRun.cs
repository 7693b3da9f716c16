using LabPortal.Training.Specs;

namespace LabPortal.Worker.Studies;

/// <summary>One arm with one seed of a study, and what came out.</summary>
internal sealed class StudyRun(RunSpec spec, long seed)
{
    public RunSpec Spec { get; } = spec;

    public long Seed { get; } = seed;

    /// <summary>The last value of each metric.</summary>
    public Dictionary<string, double> Last { get; } = [];

    public long Step { get; set; }

    public bool Completed { get; set; }

    public string? Reason { get; set; }

    public override string ToString() => $"{Spec.Arm}, seed {Seed}";
}
