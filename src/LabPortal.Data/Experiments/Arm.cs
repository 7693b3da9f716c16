using LabPortal.Data.Runs;

namespace LabPortal.Data.Experiments;

/// <summary>One combination of an experiment: what a comparison compares. Its spec is complete, overrides applied.</summary>
public sealed class Arm
{
    private Arm() { }

    public Arm(Experiment experiment, int ordinal, string name, string specJson, string specHash, long totalSteps, string slot, long? needsMemoryBytes = null)
    {
        Id = Guid.CreateVersion7();
        ExperimentId = experiment.Id;
        (Ordinal, Name, SpecJson, SpecHash, TotalSteps, Slot, NeedsMemoryBytes) = (ordinal, name, specJson, specHash, totalSteps, slot, needsMemoryBytes);
        Options = ArmOption.Of(Id, specJson);
    }

    public Guid Id { get; private set; }
    public Guid ExperimentId { get; private set; }
    public int Ordinal { get; private set; }
    public string Name { get; private set; } = "";
    public string SpecJson { get; private set; } = "";
    public string SpecHash { get; private set; } = "";
    public long TotalSteps { get; private set; }

    /// <summary>The kind of slot its runs take: <c>cpu</c> or <c>gpu</c>.</summary>
    public string Slot { get; private set; } = "";

    /// <summary>What each of its runs will take at most, of the machine's memory or of the GPU's, as it was forecast; null where it was not.</summary>
    public long? NeedsMemoryBytes { get; private set; }

    /// <summary>The arm of the same experiment that its runs start from, each from the one of its seed.</summary>
    public Guid? AfterArmId { get; private set; }

    /// <summary>The run that all its runs start from.</summary>
    public Guid? AfterRunId { get; private set; }

    public Experiment? Experiment { get; private set; }
    public List<Run> Runs { get; private set; } = [];
    public List<ArmOption> Options { get; private set; } = [];

    internal void StartAfter(Guid? arm, Guid? run) => (AfterArmId, AfterRunId) = (arm, run);
}
