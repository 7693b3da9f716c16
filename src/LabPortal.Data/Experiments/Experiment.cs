using LabPortal.Data.Runs;

namespace LabPortal.Data.Experiments;

/// <summary>A named, versioned definition: arms × seeds. A changed definition is a new version, never an edit.</summary>
public sealed class Experiment
{
    private Experiment() { }

    public Experiment(string name, string description, int version, string specJson, string specHash, DateTime now, string createdBy)
    {
        Id = Guid.CreateVersion7();
        (Name, Description, Version, SpecJson, SpecHash) = (name, description, version, specJson, specHash);
        (CreatedAt, CreatedBy) = (now, createdBy);
    }

    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public string Description { get; private set; } = "";
    public int Version { get; private set; }
    public string SpecJson { get; private set; } = "";
    public string SpecHash { get; private set; } = "";
    public string? StudyName { get; private set; }
    public string? Budget { get; private set; }

    /// <summary>The rule by which weak arms are stopped early, as whoever understands specs wrote it; null where none is.</summary>
    public string? HalvingJson { get; private set; }

    public DateTime CreatedAt { get; private set; }
    public string CreatedBy { get; private set; } = "";
    public DateTime? ArchivedAt { get; private set; }

    /// <summary>Since when nothing shows it, or its runs, but the trash.</summary>
    public DateTime? TrashedAt { get; private set; }

    public string? TrashedBy { get; private set; }
    public List<Arm> Arms { get; private set; } = [];
    public List<Run> Runs { get; private set; } = [];

    public void BelongTo(string studyName, string budget) => (StudyName, Budget) = (studyName, budget);
    public void StopWeakArms(string halvingJson) => HalvingJson = halvingJson;
    public void Archive(DateTime now) => ArchivedAt ??= now;
    public void Restore() => ArchivedAt = null;
    public void Trash(DateTime now, string by) => (TrashedAt, TrashedBy) = (now, by);
    public void TakeOut() => (TrashedAt, TrashedBy) = (null, null);
}
