using System.Text.Json;

namespace LabPortal.Data.Workers;

/// <summary>A process that trains, as it last described itself.</summary>
public sealed class WorkerNode
{
    /// <summary>How long one that is not heard of counts as alive; it reports every two seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private WorkerNode() { }

    public WorkerNode(string name) => Name = name;

    public string Name { get; private set; } = "";

    /// <summary>What it offers, as <see cref="WorkerSlots"/> writes it.</summary>
    public string Slots { get; private set; } = "";

    public string Device { get; private set; } = "";
    public DateTime HeartbeatAt { get; private set; }
    public DateTime StartedAt { get; private set; }
    public string Version { get; private set; } = "";
    public int Cores { get; private set; }
    public long MemoryBytes { get; private set; }
    public WorkerMode Mode { get; private set; }
    public double? CpuPercent { get; private set; }
    public long? FreeBytes { get; private set; }

    /// <summary>A JSON array of <see cref="GpuDevice"/>.</summary>
    public string GpusJson { get; private set; } = "[]";

    public WorkerSlots Offers => WorkerSlots.Parse(Slots) ?? WorkerSlots.None;

    public IReadOnlyList<GpuDevice> Gpus => JsonSerializer.Deserialize<List<GpuDevice>>(GpusJson) ?? [];

    public bool IsAlive(DateTime now) => now - HeartbeatAt < Patience;

    /// <summary>A start ends a drain, which was for taking the worker away; a pause stays until somebody ends it.</summary>
    public void Announce(string slots, string device, string version, int cores, long memoryBytes, DateTime now)
    {
        (Slots, Device, Version, Cores, MemoryBytes) = (slots, device, version, cores, memoryBytes);
        (StartedAt, HeartbeatAt) = (now, now);
        if (Mode == WorkerMode.Draining) Mode = WorkerMode.Working;
    }

    public void Report(WorkerLoad load, DateTime now) =>
        (CpuPercent, FreeBytes, GpusJson, HeartbeatAt) = (load.CpuPercent, load.FreeBytes, JsonSerializer.Serialize(load.Gpus), now);

    public void Become(WorkerMode mode) => Mode = mode;
}
