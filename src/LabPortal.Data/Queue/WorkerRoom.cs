using LabPortal.Data.Workers;

namespace LabPortal.Data.Queue;

/// <summary>What one worker has left while a plan is made.</summary>
internal sealed class WorkerRoom
{
    private readonly WorkerNode _worker;
    private readonly WorkerSlots _offers;
    private readonly long? _device;
    private readonly Dictionary<string, int> _slots;
    private long _left;

    public WorkerRoom(WorkerNode worker, IReadOnlyList<TrainingRun> training)
    {
        (_worker, _offers) = (worker, worker.Offers);
        _slots = new[] { WorkerSlots.CpuKind, WorkerSlots.GpuKind }
            .ToDictionary(kind => kind, kind => _offers.Of(kind) - training.Count(run => run.Slot == kind));
        _device = worker.Gpus.Where(gpu => _offers.Devices.Contains(gpu.Number)).Select(gpu => (long?)gpu.TotalBytes).Max();
        // A run that has just begun has not taken yet what it will need; what else runs there takes what the system says.
        var promised = worker.MemoryBytes - training.Where(run => run.Slot == WorkerSlots.CpuKind).Sum(run => run.NeedsBytes ?? 0);
        _left = Math.Min(promised, worker.FreeBytes ?? promised);
    }

    public string Name => _worker.Name;

    public WorkerMode Mode => _worker.Mode;

    public bool Offers(string kind) => _offers.Of(kind) > 0;

    /// <summary>Slots that nobody has.</summary>
    public int Slots(string kind) => _slots.GetValueOrDefault(kind);

    /// <summary>Memory for one run of this kind if it were alone: of the machine, or of the largest device.</summary>
    public long Capacity(string kind) => kind == WorkerSlots.GpuKind ? _device ?? long.MaxValue : _worker.MemoryBytes;

    /// <summary>Memory that nobody has or waits for.</summary>
    public long Left(string kind) => kind == WorkerSlots.GpuKind ? Capacity(kind) : _left;

    public bool CouldFit(WaitingRun run) => run.NeedsBytes is not { } needs || needs <= Capacity(run.Slot);

    public bool Fits(WaitingRun run) => run.NeedsBytes is not { } needs || needs <= Left(run.Slot);

    /// <param name="slot">Whether it also takes a slot, or only keeps memory from others.</param>
    public void Keep(WaitingRun run, bool slot)
    {
        if (slot) _slots[run.Slot]--;
        if (run.Slot == WorkerSlots.CpuKind) _left -= run.NeedsBytes ?? 0;
    }
}
