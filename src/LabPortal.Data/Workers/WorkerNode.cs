namespace LabPortal.Data.Workers;

/// <summary>A process that trains, as it last described itself.</summary>
public sealed class WorkerNode
{
    private WorkerNode() { }

    public WorkerNode(string name) => Name = name;

    public string Name { get; private set; } = "";

    /// <summary>What it offers, as <c>cpu=1,gpu=2</c>.</summary>
    public string Slots { get; private set; } = "";

    public string Device { get; private set; } = "";
    public DateTime HeartbeatAt { get; private set; }
    public DateTime StartedAt { get; private set; }
    public string Version { get; private set; } = "";
    public int Cores { get; private set; }
    public long MemoryBytes { get; private set; }

    public void Announce(string slots, string device, string version, int cores, long memoryBytes, DateTime now)
    {
        (Slots, Device, Version, Cores, MemoryBytes) = (slots, device, version, cores, memoryBytes);
        (StartedAt, HeartbeatAt) = (now, now);
    }
}
